// The middle of it: every event, whichever way it came, is judged here and then taken in one transaction.

import { saysActive } from './deeds.mjs';
import { checkEvent } from './credential.mjs';
import { readEvent } from './event.mjs';
import { Refused, Unavailable } from './refused.mjs';

export class Consumer {
  #store;
  #verifier;
  #say;
  #on_deed;

  /** `on_deed` is called after each commit that did something. */
  constructor(store, verifier, say, on_deed) {
    this.#store = store;
    this.#verifier = verifier;
    this.#say = say;
    this.#on_deed = on_deed;
  }

  /** Takes an event of the feed or of a webhook. When this returns, what it answers is on disk.
   *  Errors: Refused (kept, when it is known which event it was), Unavailable (nothing was kept). */
  async take(text, way) {
    const event = readEvent(text);
    if (event.kind === 'endpoint.test') {
      this.#say(`${way}: a test event, ${event.id}`);
      return 'test';
    }
    try {
      return await this.#judge(event, way);
    } catch (error) {
      if (error instanceof Refused) {
        this.#store.refuse(event, way, error);
        this.#say(`${way}: ${event.id} REFUSED by the check "${error.check}": ${error.message}`);
      }
      throw error;
    }
  }

  async #judge(event, way) {
    const outcome = this.#store.outcomeOf(event);
    const is_new = outcome === undefined || outcome === 'refused';
    const is_asked = is_new && event.data && !this.#store.isOlder(event);
    const not_in_force = is_asked ? await this.#standing(event) : undefined;
    // Between the question and here the event may have come the other way; the transaction looks again.
    const decision = this.#store.take(event, way, not_in_force);
    const { outcome: made, deed, shop } = decision;
    const what = `${event.id} ${event.kind} ${event.data?.approvalNumber ?? ''}`;
    if (made === 'early') {
      this.#say(`${way}: ${what} comes too early: the feed has to bring the approval that it renews`);
      throw new Unavailable('the approval that this one renews is not known yet');
    }
    if (made !== 'known') this.#say(`${way}: ${what} → ${deed ? `${deed} ${shop}` : made}`);
    else if (way === 'webhook') this.#say(`webhook: ${event.id} is known already`);
    if (deed) this.#on_deed();
    return made;
  }

  /** Nothing is asked of a credential whose key was withdrawn since (a compromise) when the event takes something away:
   *  the event itself has come from the issuer, by webhook or feed. */
  async #inspect(event) {
    try {
      return await this.#verifier.inspect(event.data.credential);
    } catch (error) {
      if (error instanceof Refused && error.check === 'key' && !saysActive(event)) return {};
      throw error;
    }
  }

  /** Undefined, or why the credential is not in force. That matters only where a shop is to trade. */
  async #standing(event) {
    const { claims, is_expired } = await this.#inspect(event);
    if (!claims) return undefined;
    checkEvent(claims, event);
    if (!saysActive(event)) return undefined;
    if (is_expired) return 'expired';
    return (await this.#verifier.isRevoked(claims)) ? 'revoked' : undefined;
  }

  /** Judges again what was refused: a clock that was wrong, or a key that was not published yet, is put right later. */
  async judgeRefusedAgain() {
    for (const { body, way } of this.#store.refused()) await this.take(body, way).catch(() => {});
  }
}
