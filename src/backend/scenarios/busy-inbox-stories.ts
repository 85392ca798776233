import {picture} from '../pictures.js';
import {BRIEF, FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, them, us, WORKSHOP, type Story} from './shop.js';

const BENT_WHEEL = picture({name: 'front-wheel.svg', width: 480, height: 360, hue: 28, subject: 'bicycle'});
const TRAIL = picture({name: 'canal-trail.svg', width: 640, height: 360, hue: 205});

/** The threads written by hand, newest first. */
export const BUSY_INBOX_STORIES: readonly Story[] = [
  {
    contact: {firstName: 'Maya', lastName: 'Okonjo', replies: FRIENDLY},
    thread: {unreadCount: 2, starred: true, metadata: {bicycle: 'Touring, green', workOrder: 'W-2041'}},
    lines: [
      us(
        9 * DAY,
        'Hi Maya, your touring bike is booked in for its spring service on Monday the usual way. Drop it off any time from 9.',
      ),
      them(9 * DAY - 12 * MINUTE, 'Thanks! Could you look at the rear brake as well? It squeals when it’s wet.'),
      us(9 * DAY - 19 * MINUTE, 'Of course, added to the ticket.'),
      us(5 * HOUR, 'Maya, good news: brakes are quiet, chain replaced, wheels trued. Total is $86.'),
      them(4 * HOUR, 'Oh that was quick'),
      us(3.9 * HOUR, 'We try! It’s on the hook by the door whenever you are.'),
      them(6 * MINUTE, 'Can I still collect it today? I get off work at 5:30.'),
      them(4 * MINUTE, 'If not tomorrow morning is fine too 😊'),
    ],
  },
  {
    contact: {firstName: 'Desmond', lastName: 'Achterberg', replies: FRIENDLY},
    thread: {unreadCount: 1},
    lines: [
      them(52 * MINUTE, 'Hello, is this the bike shop on Alder Street?'),
      us(50 * MINUTE, 'It is! This is Robin at the counter. How can we help?'),
      them(47 * MINUTE, 'I hit a pothole this morning'),
      them(46 * MINUTE, null, {mediaUrls: [BENT_WHEEL]}),
      them(17 * MINUTE, 'Is the front wheel worth saving or should I just buy a new one?'),
    ],
  },
  {
    contact: {firstName: 'Priya', lastName: 'Venkataraghavan', replies: BRIEF},
    lines: [
      us(2 * DAY, 'Reminder: your fitting with Sam is tomorrow at 10:15. Reply C to confirm or R to reschedule.'),
      them(2 * DAY - 40 * MINUTE, 'C'),
      us(2 * DAY - 41 * MINUTE, 'Confirmed, thank you Priya.'),
      us(
        35 * MINUTE,
        'Thanks for coming in today! Saddle went up 12 mm and forward 4 mm. If your knees complain, tell us.',
      ),
    ],
  },
  {
    contact: {firstName: 'Tom', lastName: 'Villareal', replies: BRIEF},
    thread: {unreadCount: 1},
    lines: [
      us(3 * DAY, 'Hi Tom, the parts for your e-bike came in. Would Wednesday suit you?'),
      them(2.8 * DAY, 'Wednesday yes. Morning?'),
      us(2.7 * DAY, 'Morning it is. 9:30.'),
      them(1.1 * HOUR, 'Running about 20 minutes late, sorry! Traffic on the bridge is terrible'),
    ],
  },
  {
    contact: {firstName: 'Greta', lastName: 'Lindqvist-Moreau'},
    lines: [
      them(6 * DAY, 'Hi, do you have the folding bikes from the window in blue?'),
      us(6 * DAY - 30 * MINUTE, 'We do, two left in blue.'),
      us(2 * DAY + 2 * HOUR, 'Spring sale! 20% off all folding bikes until Sunday. Reply STOP to opt out.'),
      them(2 * DAY, 'STOP'),
    ],
  },
  {
    contact: {firstName: 'Bernard', lastName: 'Oyelowo', textable: false},
    lines: [
      us(4 * DAY, 'Hello Bernard, your helmet arrived. We are open until 7.', {
        status: 'undelivered',
        failure: {code: '30006', text: 'Landline or unreachable carrier'},
      }),
    ],
  },
  {
    contact: {firstName: 'Imani', lastName: 'Castellanos', textable: null, replies: FRIENDLY},
    thread: {starred: true, metadata: {source: 'Website form'}},
    createdAgo: 2 * HOUR,
    lookupTakes: 3 * MINUTE,
  },
  {
    contact: {firstName: 'Jonah', lastName: 'Pfeiffer', carrier: 'undelivered'},
    lines: [
      them(1.5 * DAY, 'What does a tune-up cost?'),
      us(1.4 * DAY, 'A standard tune-up is $75, parts extra.'),
      us(3 * HOUR, 'Jonah, we had a cancellation at 2 pm today. Want it?', {
        status: 'failed',
        failure: {code: '30005', text: 'Unknown destination handset'},
      }),
    ],
  },
  {
    contact: {firstName: 'Li', lastName: 'Wen', replies: FRIENDLY},
    thread: {ownNumberId: WORKSHOP},
    lines: [
      them(8 * HOUR, 'Good morning! The new chain makes a clicking noise on the smallest gear.'),
      us(
        7.8 * HOUR,
        'Morning! That is usually the cable settling in. Two minutes with a screwdriver. Bring it by any time, no charge.',
      ),
      them(7.7 * HOUR, 'Thank you, you are the best ❤️'),
    ],
  },
  {
    contact: {firstName: 'Rosalind', lastName: 'Abernathy', replies: BRIEF},
    thread: {starred: true},
    lines: [
      them(30 * DAY, 'My son turns six on the 20th and needs a first proper bike. What size?'),
      us(
        30 * DAY - 20 * MINUTE,
        'Happy early birthday to him! At six most riders fit a 16 or 18 inch wheel. How tall is he?',
      ),
      them(30 * DAY - 26 * MINUTE, '3 ft 10. Tall for his age, takes after my side'),
      us(30 * DAY - 33 * MINUTE, 'Then an 18. We’ll keep the orange one aside until Saturday so that he can try it.'),
      them(11 * HOUR, 'He has not got off it since. Look at the canal trail this morning!', {mediaUrls: [TRAIL]}),
      us(10.5 * HOUR, 'This made our whole team’s day. Thank you for sharing!'),
    ],
  },
  {
    contact: {firstName: 'Håkon', lastName: 'Ødegård', replies: BRIEF},
    lines: [
      them(1.2 * DAY, 'Do you rent cargo bikes by the weekend? Moving flat on the 3rd.'),
      us(
        1.15 * DAY,
        'We do. Weekend rental is Friday 4 pm to Monday 10 am for $95, with two straps and a rain cover. ' +
          'We need an ID and a $150 deposit, which goes back on your card when the bike returns. ' +
          'It carries about 175 lb in the box; for a washing machine we would rather you asked a friend with a van. ' +
          'Shall I hold one for you?',
      ),
      them(1.1 * DAY, 'Yes please! No washing machine, promise.'),
    ],
  },
  {
    contact: {firstName: 'Noor', lastName: 'Haddad', replies: FRIENDLY},
    lines: [
      us(
        1.6 * DAY,
        'Hi Noor, the commuter you asked about has arrived: https://larkspur-cycles.example/bikes/commuter-8',
      ),
      them(1.5 * DAY, 'Looks lovely. Could I take it for a spin on Saturday?'),
      us(1.5 * DAY - 5 * MINUTE, 'Saturday 11:00 is yours. Bring a helmet, or borrow one of ours.'),
    ],
  },
  {
    contact: {firstName: 'Walter', lastName: 'Szymanski', replies: BRIEF},
    thread: {archived: true},
    lines: [
      us(12 * DAY, 'Walter, your invoice 1188 is paid. Thanks!'),
      them(12 * DAY - 9 * MINUTE, 'Thanks for the quick work.'),
    ],
  },
  {
    contact: {firstName: 'Odalys', lastName: 'Quintero'},
    thread: {archived: true},
    lines: [
      them(40 * DAY, 'Are you open on the holiday?'),
      us(40 * DAY - 15 * MINUTE, 'Closed on Monday, back on Tuesday at 9.'),
      them(40 * DAY - 16 * MINUTE, 'ok thx'),
    ],
  },
  {
    // A number that is not in the address book.
    contact: {firstName: '', lastName: ''},
    thread: {unreadCount: 1},
    lines: [them(20 * HOUR, 'hi is the green kids bike still for sale')],
  },
];
