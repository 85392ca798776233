import type {Backend} from '../../../backend/backend.js';
import {DigivaultGroups} from './groups.js';

const MINUTE = 60_000;

/**
 * Adds what this provider's inboxes have besides the backend's scenarios: a conversation of 1991 and 1992, as in its
 * document, and a group of contacts that are there already.
 */
export function addDigivaultExtras(backend: Backend): DigivaultGroups {
  const groups = new DigivaultGroups(backend);
  const now = backend.clock.now();
  const members = backend.contacts().slice(0, 3);
  const frank = backend.addContact({firstName: 'Frank', lastName: 'Fairchild', phone: '1-800-759-3000'});
  const said = Date.UTC(1991, 11, 8, 23);
  backend.addThread({
    contactId: frank.id,
    createdAt: said,
    messages: [
      {direction: 'inbound', text: "I'm traveling to Barcelona next week, do you have any tips?", at: said},
      {direction: 'outbound', text: 'Rent a bicycle. It will be the Olympic city soon.', at: said + 90 * MINUTE},
      {direction: 'inbound', text: 'I did, and I stayed for the spring.', at: Date.UTC(1992, 4, 5, 22)},
    ],
  });
  const [first, second] = members;
  if (!first || !second) return groups;
  groups.add({
    name: 'Saturday ride',
    description: 'We meet at nine in front of the shop.',
    contactIds: members.map(({id}) => id),
    createdAt: now - 3 * 24 * 60 * MINUTE,
    openedAt: now - 30 * MINUTE,
    messages: [
      {text: 'Saturday, nine o’clock. Who is in?', at: now - 50 * MINUTE},
      {contactId: first.id, text: 'I am!', at: now - 45 * MINUTE},
      {contactId: second.id, text: 'Me too, if my brakes are ready', at: now - 12 * MINUTE},
    ],
  });
  return groups;
}
