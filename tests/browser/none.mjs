// One way to say that there are no problems: a failed test shows the problems themselves.

import assert from "node:assert/strict";

const SHOWN = 30;

/** Fails with the problems, if there are any. */
export function none(problems, what) {
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  assert.fail([`${problems.length} ${what}:`, ...problems.slice(0, SHOWN), ...more].join("\n  "));
}
