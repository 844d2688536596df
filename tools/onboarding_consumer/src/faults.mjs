// Faults on purpose, to see that nothing is lost or doubled by them.

const names = ['500', '429', 'hang', 'drop-after-commit', 'acknowledge-and-forget'];

export const faults_help = `\
  --fault NAME[@SHARE]   be faulty on purpose, in this share of the webhook requests (default 1); repeatable
                           500                     answer 500, do nothing
                           429                     answer 429 with Retry-After: 1, do nothing
                           hang                    act, then never answer
                           drop-after-commit       act, then cut the connection instead of answering
                           acknowledge-and-forget  answer 204, do nothing
                           clock-skew=SECONDS      a clock that is wrong by so much, for everything`;

/** `{name, share}` or `{skew_s}` of one `--fault`. Error: a message for the user. */
export function parseFault(text) {
  const skew = /^clock-skew=(-?\d{1,9})$/.exec(text);
  if (skew) return { skew_s: Number(skew[1]) };
  const [name, share = '1', ...more] = text.split('@');
  if (!names.includes(name)) throw new Error(`--fault: there is no fault "${name}"`);
  if (more.length > 0 || !/^(0?\.\d+|0|1|1\.0)$/.test(share))
    throw new Error(`--fault ${name}: a share is a number from 0 to 1, not "${share}"`);
  return { name, share: Number(share) };
}

export class Faults {
  #doors;

  /** The clock of the whole process is set wrong by this, if asked for. */
  constructor(parsed) {
    this.#doors = parsed.filter(({ name }) => name);
    const skew_ms = 1000 * parsed.reduce((sum, { skew_s = 0 }) => sum + skew_s, 0);
    const right = Date.now;
    if (skew_ms !== 0) Date.now = () => right() + skew_ms;
  }

  /** The fault of this request, or undefined: the first one that chance picks. */
  draw() {
    return this.#doors.find(({ share }) => Math.random() < share)?.name;
  }
}
