// Why an event is not acted upon. Two cases that must not be mixed up: what is wrong, and what could not be found out.

/** A check has failed; `check` is its name. Trying again soon changes nothing. */
export class Refused extends Error {
  constructor(check, why) {
    super(why);
    this.check = check;
  }
}

/** Something that is needed to judge cannot be reached. Nothing is decided: the event comes again. */
export class Unavailable extends Error {}

export function require(check, holds, why) {
  if (!holds) throw new Refused(check, why);
}
