import type {Backend} from '../backend.js';
import {FRIENDLY} from './replies.js';
import {DAY, fictionalPhone, HOUR, MINUTE, openShop, tell, them, us, type ScenarioOptions} from './shop.js';

/** The number of the shop that is reached by WhatsApp. */
export const WHATSAPP = 'number-whatsapp';

/** A conversation of every kind that a provider may have: groups, reactions, several channels, half-known ones. */
export function everyKind(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  backend.addOwnNumber({id: WHATSAPP, phone: '+12025550198', label: 'WhatsApp', channel: 'whatsapp'});
  const member = (firstName: string, lastName: string) =>
    backend.addContact({firstName, lastName, phone: fictionalPhone(backend.contacts().length)}).id;
  const [ada, kofi, unnamed] = [member('Ada', 'Groupride'), member('Kofi', 'Groupride'), member('', '')];
  tell(backend, {
    contact: {firstName: 'Sunny', lastName: 'Groupride'},
    thread: {unreadCount: 2, group: {title: 'Sunday ride', memberIds: [ada, kofi, unnamed]}},
    lines: [
      us(5 * HOUR, 'Sunday, 9 am at the canal. Who is in?', {
        reactions: [{name: '👍', kind: 'like', by: ['Ada Groupride', 'Kofi Groupride']}],
      }),
      them(4.9 * HOUR, 'In!', {senderId: ada, reactions: [{name: '❤️', kind: 'love', by: ['Sunny Groupride']}]}),
      them(30 * MINUTE, 'Me too, with a spare tube', {senderId: kofi}),
      them(29 * MINUTE, 'who has a pump?', {senderId: unnamed}),
    ],
  });
  tell(backend, {
    contact: {firstName: '', lastName: ''},
    thread: {group: {memberIds: [unnamed]}, isPartial: true},
    lines: [them(3 * HOUR, 'Is this still the group for Saturday?'), us(2.9 * HOUR, 'It is.')],
  });
  tell(backend, {
    contact: {firstName: 'Wanda', lastName: 'Openwindow', replies: FRIENDLY},
    thread: {ownNumberId: WHATSAPP, unreadCount: 1},
    lines: [us(2 * DAY, 'Hello Wanda, may we write to you here?'), them(HOUR, 'Sure. Is the tandem free on Friday?')],
  });
  tell(backend, {
    contact: {firstName: 'Waldo', lastName: 'Closedwindow', replies: FRIENDLY},
    thread: {ownNumberId: WHATSAPP},
    lines: [them(3 * DAY, 'Thanks!'), us(3 * DAY - HOUR, 'You are welcome.')],
  });
  tell(backend, {
    contact: {firstName: 'Winnie', lastName: 'Neveranswered'},
    thread: {ownNumberId: WHATSAPP},
    lines: [us(20 * MINUTE, 'Hello Winnie, may we write to you here?')],
  });
  tell(backend, {
    contact: {firstName: 'Stopped', lastName: 'Thismorning'},
    lines: [us(9 * HOUR, 'Spring sale! Reply STOP to opt out.'), them(8 * HOUR, 'STOP')],
  });
  tell(backend, {
    contact: {firstName: 'Sid', lastName: 'Sideunknown'},
    lines: [
      them(7 * HOUR, 'The wheel is true again.', {isSideUnknown: true}),
      them(6.9 * HOUR, 'Perfect, thank you', {isSideUnknown: true}),
      us(6 * HOUR, 'See you on Monday'),
    ],
  });
  return backend;
}
