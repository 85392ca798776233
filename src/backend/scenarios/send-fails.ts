import type {Backend} from '../backend.js';
import type {NewContact} from '../requests.js';
import {MINUTE, openShop, tell, them, type ScenarioOptions} from './shop.js';

type Failing = Omit<NewContact, 'phone'> & {readonly says: string};

/** One contact for every way a send can go wrong, named after it. */
const FAILING: readonly Failing[] = [
  {firstName: 'Works', lastName: 'Fine', says: 'Messages to me arrive.'},
  {firstName: 'Carrier', lastName: 'Fails', carrier: 'fails', says: 'Messages to me are sent and then fail.'},
  {firstName: 'Carrier', lastName: 'Undelivered', carrier: 'undelivered', says: 'Messages to me are never delivered.'},
  {firstName: 'Carrier', lastName: 'Silent', carrier: 'silent', says: 'Messages to me stay on "sent".'},
  {firstName: 'Carrier', lastName: 'Slow', carrier: 'slow', says: 'Messages to me take half a minute.'},
  {
    firstName: 'No',
    lastName: 'Credits',
    sendTrouble: 'insufficient-credits',
    says: 'The account is always broke for me.',
  },
  {firstName: 'No', lastName: 'Fromnumber', sendTrouble: 'no-from-number', says: 'No number can write to me.'},
  {firstName: 'Lost', lastName: 'Answer', sendTrouble: 'lost-answer', says: 'I get the message, you get no answer.'},
  {firstName: 'Lost', lastName: 'Request', sendTrouble: 'lost-request', says: 'The message is lost on the way out.'},
  {firstName: 'Rate', lastName: 'Limited', sendTrouble: 'rate-limited', says: 'Too many requests, every time.'},
  {firstName: 'Server', lastName: 'Error', sendTrouble: 'server-error', says: 'The server breaks before it sends.'},
  {
    firstName: 'Server',
    lastName: 'Erroraftersending',
    sendTrouble: 'server-error-after-sending',
    says: 'The server breaks after it sent.',
  },
  {firstName: 'Land', lastName: 'Line', textable: false, says: 'I am a telephone with a cord.'},
  {firstName: 'Lookup', lastName: 'Pending', textable: null, says: 'Nobody knows yet whether I can be texted.'},
];

export function sendFails(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  FAILING.forEach(({says, ...contact}, index) => {
    tell(backend, {contact, lines: [them((index + 1) * 7 * MINUTE, says)]});
  });
  const stopped = tell(backend, {
    contact: {firstName: 'Opted', lastName: 'Out'},
    lines: [them(150 * MINUTE, 'I opted out without writing a keyword.')],
  });
  backend.optOut(stopped.thread.id);
  return backend;
}
