// A library that only some pages need, loaded when the first of its users asks for it: once, whoever asks. Gives the name it puts itself under.
const asked = new Map();

export const library = (address, name) => {
  if (!asked.has(name)) {
    asked.set(name, window[name] ?? new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window[name]);
      script.onerror = reject;
      document.head.append(script);
    }));
  }
  return asked.get(name);
};
