// How the day stands: what the server said when it was last asked, and on top of it what was done since and is not sent yet.
const ON_TOP = {
  begin: (visits, said) => visits.push({ key: said.visit, account: said.account, type: said.visit_type, on: said.at.slice(0, 10), at: "", what: "", contact: "", state: "planned", flags: [], done: [], distance_m: null, local: true }),
  check_in: (visits, said, visit) => visit && Object.assign(visit, { state: "under_way" }),
  evidence: (visits, said, visit) => visit?.done.push(said.step),
  check_out: (visits, said, visit) => visit && Object.assign(visit, { state: "done", summary: said.summary }),
};

export const standing = (day, deeds) => {
  const visits = day.visits.map((visit) => ({ ...visit, done: [...visit.done] }));
  for (const { said, state } of deeds) {
    if (state === "waiting" && !(said.deed === "begin" && visits.some((visit) => visit.key === said.visit))) {
      ON_TOP[said.deed]?.(visits, said, visits.find((visit) => visit.key === said.visit));
    }
  }
  return visits;
};

export const missing = (visit, type) => (type?.steps ?? []).filter((step) => step.required && !visit.done.includes(step.id));
