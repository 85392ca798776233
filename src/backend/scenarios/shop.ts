import {Backend, type BackendOptions} from '../backend.js';
import type {NewContact, NewThread, PastMessage} from '../requests.js';
import type {Contact, Thread} from '../types.js';

export type ScenarioOptions = Pick<BackendOptions, 'clock' | 'seed'>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The numbers every scenario's account owns. */
export const COUNTER = 'number-counter';
export const WORKSHOP = 'number-workshop';

/** The account all scenarios share: a bicycle shop that does not exist, with numbers reserved for fiction. */
export function openShop(options: ScenarioOptions = {}): Backend {
  const backend = new Backend(options);
  backend.addOwnNumber({id: COUNTER, phone: '+12025550100', label: 'Shop counter'});
  backend.addOwnNumber({id: WORKSHOP, phone: '+12025550101', label: 'Workshop'});
  return backend;
}

// 555-0100 to 555-0199 is kept for fiction in every area code.
const AREA_CODES = ['202', '212', '303', '312', '415', '503', '617', '702', '718', '919', '206', '512', '614'];

/** The `index`th number for fiction; the first two belong to the shop. */
export function fictionalPhone(index: number): string {
  const shifted = index + 2;
  const area = AREA_CODES[Math.floor(shifted / 100)];
  if (!area) throw new RangeError('There are no more numbers for fiction.');
  return `+1${area}55501${String(shifted % 100).padStart(2, '0')}`;
}

type Extra = Omit<Partial<PastMessage>, 'direction' | 'text' | 'at'>;

/** A line of a written-out thread: how long ago (milliseconds), and what was said. */
export type Line = (now: number) => PastMessage;

export const them =
  (ago: number, text: string | null, extra: Extra = {}): Line =>
  (now) => ({direction: 'inbound', text, at: now - ago, ...extra});

export const us =
  (ago: number, text: string | null, extra: Extra = {}): Line =>
  (now) => ({direction: 'outbound', text, at: now - ago, ...extra});

export interface Story {
  readonly contact: Omit<NewContact, 'phone'> & {readonly phone?: string};
  readonly thread?: Omit<NewThread, 'contactId' | 'messages' | 'createdAt'>;
  readonly lines?: readonly Line[];
  /** How long ago a thread without lines was made. */
  readonly createdAgo?: number;
  /** How long a look-up of the number still takes. */
  readonly lookupTakes?: number;
}

/** Adds a contact with the thread it has with us. Numbers are given out in order of adding. */
export function tell(backend: Backend, story: Story): {contact: Contact; thread: Thread} {
  const {lines = [], createdAgo, lookupTakes} = story;
  const now = backend.clock.now();
  const contact = backend.addContact({
    ...story.contact,
    phone: story.contact.phone ?? fictionalPhone(backend.contacts().length),
    ...(lookupTakes === undefined ? {} : {lookupDueAt: now + lookupTakes}),
  });
  const thread = backend.addThread({
    ...story.thread,
    contactId: contact.id,
    messages: lines.map((line) => line(now)),
    ...(createdAgo === undefined ? {} : {createdAt: now - createdAgo}),
  });
  return {contact, thread};
}
