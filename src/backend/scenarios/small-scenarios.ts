import type {Backend} from '../backend.js';
import {busyInbox} from './busy-inbox.js';
import {FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, openShop, tell, them, us, WORKSHOP, type ScenarioOptions} from './shop.js';

/** A new account: a number to send from, and nobody to talk to yet. */
export const empty = (options: ScenarioOptions = {}): Backend => openShop(options);

/** The busy inbox behind a bad connection: every exchange takes one to four seconds. */
export function slowNetwork(options: ScenarioOptions = {}): Backend {
  const backend = busyInbox(options);
  backend.setFaults({latency: {minimum: 1000, maximum: 4000}});
  return backend;
}

/** Every way a contact can stand to being texted. */
export function optedOut(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  tell(backend, {
    contact: {firstName: 'Stopped', lastName: 'Twodaysago'},
    lines: [us(2 * DAY + HOUR, 'Spring sale! 20% off until Sunday. Reply STOP to opt out.'), them(2 * DAY, 'Stop')],
  });
  tell(backend, {
    contact: {firstName: 'Stopped', lastName: 'Unread'},
    thread: {unreadCount: 2},
    lines: [them(25 * MINUTE, 'Please leave me alone'), them(24 * MINUTE, 'UNSUBSCRIBE')],
  });
  tell(backend, {
    contact: {firstName: 'Backagain', lastName: 'Afterstop', replies: FRIENDLY},
    lines: [
      them(20 * DAY, 'STOP'),
      them(3 * DAY, 'START'),
      us(3 * DAY - HOUR, 'Welcome back! We will keep it short.'),
      them(3 * HOUR, 'Is my bike ready?'),
    ],
  });
  const twoNumbers = tell(backend, {
    contact: {firstName: 'Stopped', lastName: 'Workshoponly', replies: FRIENDLY},
    lines: [
      us(6 * DAY, 'Your brake pads are in.', {ownNumberId: WORKSHOP}),
      them(5 * DAY, 'STOP', {ownNumberId: WORKSHOP}),
      them(4 * HOUR, 'Could the counter please call me instead?'),
    ],
  });
  backend.setStarred(twoNumbers.thread.id, true);
  tell(backend, {
    contact: {firstName: 'Willstop', lastName: 'Whenwritten', replies: [{say: ['STOP']}]},
    lines: [them(5 * HOUR, 'Who is this?')],
  });
  tell(backend, {
    contact: {firstName: 'Says', lastName: 'Stopsmoking', replies: FRIENDLY},
    lines: [them(6 * HOUR, 'I want to stop smoking and start cycling. Where do I begin?')],
  });
  return backend;
}
