// A photo drawn anew on the phone: small enough for a weak network, without what the camera wrote into it, with time and customer on it if the company wants that.
const LONGEST = 1600, QUALITY = 0.82;

export const drawn = async (file, stamp) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (stamp) write(pen, canvas, stamp);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("not drawn"))), "image/jpeg", QUALITY));
};

const write = (pen, canvas, stamp) => {
  const size = Math.max(14, Math.round(canvas.width / 40));
  pen.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "bottom";
  pen.lineWidth = size / 5;
  pen.strokeStyle = "rgb(0 0 0 / 70%)";
  pen.fillStyle = "white";
  pen.strokeText(stamp, size, canvas.height - size / 2, canvas.width - 2 * size);
  pen.fillText(stamp, size, canvas.height - size / 2, canvas.width - 2 * size);
};
