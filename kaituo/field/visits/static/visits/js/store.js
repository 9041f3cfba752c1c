// What the phone keeps: the day it took along, and what was done and is not sent yet. The second is never deleted before the server answered.
import { openDB } from "../../vendor/idb.js";

const opened = openDB("kaituo-visits", 1, {
  upgrade(db) {
    db.createObjectStore("along");
    db.createObjectStore("deeds", { keyPath: "order", autoIncrement: true });
  },
});

export const along = async () => (await opened).get("along", "day");
export const takeAlong = async (day) => (await opened).put("along", day, "day");
export const deeds = async () => (await opened).getAll("deeds");
export const forget = async (order) => (await opened).delete("deeds", order);
export const change = async (deed) => (await opened).put("deeds", deed);

// Written to the disk before anybody is told that it is kept.
export const keep = async (deed) => {
  const transaction = (await opened).transaction("deeds", "readwrite", { durability: "strict" });
  await transaction.store.add(deed);
  await transaction.done;
};
