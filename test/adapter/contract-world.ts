import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {picture} from '../../src/backend/pictures.js';
import type {NewContact, NewThread, PastMessage} from '../../src/backend/requests.js';

export interface ContractWorld {
  readonly backend: Backend;
  /** Stands still until a test lets time pass. */
  readonly clock: ManualClock;
  /** No two messages share an instant: for a provider that tells nothing of the order of those that do. */
  readonly isOneByOne: boolean;
}

const HOUR = 3_600_000;

/** The phone numbers of the people the contract is tried on. */
export const PEOPLE = {
  answering: '+12025550110',
  talkative: '+12025550111',
  optedOut: '+12025550112',
  landline: '+12025550113',
  pending: '+12025550114',
  carrierFails: '+12025550115',
  undelivered: '+12025550116',
  unread: '+12025550117',
  answered: '+12025550118',
  archived: '+12025550119',
  starred: '+12025550120',
  photographer: '+12025550121',
} as const;

/** Somebody in the address book with whom there is no conversation yet. */
export const NEWCOMER = '+12025550122';
export const OWN_NUMBER = 'own-number-1';
export const SECOND_NUMBER = 'own-number-2';
export const TALKATIVE_MESSAGES = 137;
export const QUIET_PEOPLE = 70;

/** The same small world for every adapter; nothing in it happens by itself. */
export function createContractWorld({
  isOneByOne = false,
}: Partial<Pick<ContractWorld, 'isOneByOne'>> = {}): ContractWorld {
  const clock = new ManualClock();
  const backend = new Backend({clock, seed: 'contract', account: {credits: 100, timeZone: 'America/Chicago'}});
  backend.addOwnNumber({id: OWN_NUMBER, phone: '+12025550100', label: 'Front desk'});
  backend.addOwnNumber({id: SECOND_NUMBER, phone: '+12025550101', label: 'Back office'});
  const now = clock.now();

  const add = (
    contact: NewContact,
    messages: readonly PastMessage[] = [],
    thread: Omit<NewThread, 'contactId' | 'messages'> = {},
  ) => backend.addThread({createdAt: now - 400 * HOUR, ...thread, contactId: backend.addContact(contact).id, messages});
  const them = (hours: number, text: string | null, extra: Partial<PastMessage> = {}): PastMessage => ({
    direction: 'inbound',
    text,
    at: now - hours * HOUR,
    ...extra,
  });
  const us = (hours: number, text: string): PastMessage => ({direction: 'outbound', text, at: now - hours * HOUR});

  add(
    {
      firstName: 'Ana',
      lastName: 'Swering',
      phone: PEOPLE.answering,
      replies: [{when: /confirm/i, say: ['Great, see you then!']}],
    },
    [us(3, 'Hello Ana'), them(2, 'Hello!')],
  );
  // Five messages share every instant if any do, and pages will end in the middle of them.
  const talk = Array.from({length: TALKATIVE_MESSAGES}, (_, index): PastMessage => {
    const hours = 20 - (isOneByOne ? index * 0.1 : Math.floor(index / 5) * 0.5);
    return index % 3 === 0 ? us(hours, `Line ${index + 1}`) : them(hours, `Line ${index + 1}`);
  });
  add({firstName: 'Tal', lastName: 'Kative', phone: PEOPLE.talkative}, talk);
  add({firstName: 'Otto', lastName: 'Out', phone: PEOPLE.optedOut}, [us(9, 'Sale!'), them(8, 'STOP')]);
  add({firstName: 'Lan', lastName: 'Dline', phone: PEOPLE.landline, textable: false}, [us(10, 'Hello?')]);
  add({firstName: 'Penny', lastName: 'Ding', phone: PEOPLE.pending, textable: null}, [us(11, 'Hello?')]);
  add({firstName: 'Cara', lastName: 'Fails', phone: PEOPLE.carrierFails, carrier: 'fails'}, [them(12, 'Hi')]);
  add({firstName: 'Una', lastName: 'Delivered', phone: PEOPLE.undelivered, carrier: 'undelivered'}, [them(13, 'Hi')]);
  add({firstName: 'Uma', lastName: 'Nread', phone: PEOPLE.unread}, [them(14, 'Anybody?')], {unreadCount: 3});
  add({firstName: 'Anton', lastName: 'Swered', phone: PEOPLE.answered}, [them(15, 'Hi'), us(14.9, 'Hi yourself')]);
  add({firstName: 'Arch', lastName: 'Ived', phone: PEOPLE.archived}, [them(16, 'Bye')], {archived: true});
  add({firstName: 'Stella', lastName: 'Arred', phone: PEOPLE.starred}, [them(17, 'Hi')], {starred: true});
  const photo = picture({name: 'photo.svg', width: 40, height: 30, hue: 100});
  add({firstName: 'Foto', lastName: 'Grafer', phone: PEOPLE.photographer}, [them(18, null, {mediaUrls: [photo]})]);
  backend.addContact({firstName: 'Nova', lastName: 'Comer', phone: NEWCOMER});
  for (let index = 0; index < QUIET_PEOPLE; index++) {
    const phone = `+121255501${String(index).padStart(2, '0')}`;
    // Pairs were last active in the same millisecond.
    add({firstName: 'Quiet', lastName: `Number ${index}`, phone}, [us(30 + Math.floor(index / 2), `Hello ${index}`)]);
  }
  return {backend, clock, isOneByOne};
}
