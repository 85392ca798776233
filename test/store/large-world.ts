import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createAgentPhoneAdapter} from '../../src/providers/agentphone/index.js';
import {createAgentPhoneHandlers} from '../../src/providers/agentphone/mock.js';
import {createAmplifiAdapter} from '../../src/providers/amplifi/index.js';
import {createAmplifiHandlers} from '../../src/providers/amplifi/mock.js';
import {createBirdAdapter} from '../../src/providers/bird/index.js';
import {createBirdHandlers} from '../../src/providers/bird/mock.js';
import {createDigivaultAdapter} from '../../src/providers/digivault/index.js';
import {createDigivaultHandlers} from '../../src/providers/digivault/mock.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {createSurgeAdapter} from '../../src/providers/surge/index.js';
import {createSurgeHandlers} from '../../src/providers/surge/mock.js';
import {fetchFrom} from '../adapter/in-process.js';

const MINUTE = 60_000;
export const phoneOf = (person: number): string => `+1202${String(5_550_000 + person)}`;

export interface LargeWorld {
  readonly backend: Backend;
  readonly clock: ManualClock;
  /** Requests that have left since the world was made. */
  requests: number;
  /** What stands between an adapter and its mock, where a test wants to; `answer` asks the mock. */
  wire?: (request: Request, answer: () => Promise<Response>) => Promise<Response>;
}

/** An account with many conversations, the one of person 0 written last. */
export function createLargeWorld(people: number): LargeWorld {
  const clock = new ManualClock();
  const backend = new Backend({clock, seed: 'large', account: {credits: 1000}});
  backend.addOwnNumber({id: 'own', phone: '+12025550100', label: 'Desk'});
  const now = clock.now();
  for (let person = 0; person < people; person++) {
    const contact = backend.addContact({firstName: `Person ${person}`, lastName: 'Example', phone: phoneOf(person)});
    const at = now - (person + 1) * MINUTE;
    backend.addThread({
      contactId: contact.id,
      createdAt: at - 10 * MINUTE,
      messages: [
        {direction: 'outbound', text: `Hello ${person}`, at: at - MINUTE},
        {direction: 'inbound', text: `Old ${person}`, at},
      ],
    });
  }
  return {backend, clock, requests: 0};
}

/** A number of people write, one after the other. */
export function write(world: LargeWorld, from: number, to: number, words = 'New'): void {
  for (let person = from; person < to; person++) {
    world.clock.advance(1000);
    world.backend.receive({phone: phoneOf(person), text: `${words} ${person}`});
  }
}

type Connect = (world: LargeWorld) => MessagingAdapter;

const counted =
  (world: LargeWorld, handlers: Parameters<typeof fetchFrom>[0]): typeof fetch =>
  (input, init) => {
    world.requests++;
    const answer = () => fetchFrom(handlers)(input, init);
    return world.wire ? world.wire(new Request(input, init), answer) : answer();
  };

const headers = () => ({authorization: 'Bearer token'});

/** Adapters over their own wire and mock, as they come. */
export const adapters: Readonly<Record<string, Connect>> = {
  memory: ({backend}) => createMemoryAdapter({backend}),
  surge: (world) =>
    createSurgeAdapter({fetch: counted(world, createSurgeHandlers(world.backend)), headers, accountId: 'acct_1'}),
  amplifi: (world) =>
    createAmplifiAdapter({fetch: counted(world, createAmplifiHandlers(world.backend)), headers, organizationId: 'o'}),
  bird: (world) =>
    createBirdAdapter({
      fetch: counted(world, createBirdHandlers(world.backend)),
      headers: () => ({authorization: 'AccessKey token'}),
      workspaceId: 'workspace',
      participantId: 'access-key',
    }),
  digivault: (world) =>
    createDigivaultAdapter({
      fetch: counted(world, createDigivaultHandlers(world.backend, {rateLimit: false})),
      headers,
      rateLimit: {requests: 100_000, writes: 100_000},
    }),
  agentphone: (world) =>
    createAgentPhoneAdapter({fetch: counted(world, createAgentPhoneHandlers(world.backend)), headers}),
};
