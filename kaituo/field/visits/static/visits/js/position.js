// Where the phone is, asked only at the moment of checking in or out. Null: not allowed, not possible, or not found in time.
const OPTIONS = { enableHighAccuracy: true, timeout: 12_000, maximumAge: 15_000 };

export const position = () => new Promise((found) => {
  if (!navigator.geolocation) return found(null);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => found({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy, mock: suspicious(coords) }),
    () => found(null),
    OPTIONS,
  );
});

// A receiver that has no altitude, heading or speed, and claims to be right to the metre, is worth a look. A sign, no proof.
const suspicious = (coords) => coords.accuracy <= 1 && coords.altitude === null && coords.heading === null && coords.speed === null;
