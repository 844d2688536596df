// A phone with an outbox in a fresh fake world.
import { Outbox } from '../../core/outbox.ts';
import { FakeClock, FakeNetwork, FakeServer, FakeStorage } from './world.mjs';

export function freshWorld() {
  const clock = new FakeClock();
  const server = new FakeServer();
  const network = new FakeNetwork(clock, server);
  const storage = new FakeStorage();
  const events = { saved: [], seconds: [], ended: [] };
  /** A page (again) opened on this phone. */
  function phone() {
    const outbox = new Outbox('attempt-1', network.edge(storage), {
      changed() {},
      saved: (entries) => events.saved.push(...entries),
      seconds_left: (seconds) => events.seconds.push(seconds),
      ended: (result) => events.ended.push(result),
    });
    outbox.open(server.epoch, server.nextRevision(), server.responses());
    return outbox;
  }
  return { clock, server, network, storage, events, phone };
}

export const choice = (id) => ({ choice: id });
export const tap = (outbox, item, id) => outbox.put(item, choice(id), false, 1234);
