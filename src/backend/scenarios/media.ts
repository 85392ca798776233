import type {Backend} from '../backend.js';
import {picture} from '../pictures.js';
import {FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, openShop, tell, them, us, type ScenarioOptions} from './shop.js';

const landscape = picture({name: 'landscape.svg', width: 800, height: 450, hue: 205});
const portrait = picture({name: 'portrait.svg', width: 360, height: 640, hue: 330});
const square = picture({name: 'square.svg', width: 400, height: 400, hue: 45, subject: 'bicycle'});
const panorama = picture({name: 'panorama.svg', width: 1600, height: 240, hue: 160});
const tiny = picture({name: 'tiny.svg', width: 24, height: 24, hue: 0, subject: 'bicycle'});
// A name that never resolves, as RFC 2606 keeps it for examples.
const file = (name: string): string => `https://media.larkspur-cycles.example/${encodeURIComponent(name)}`;

/** Pictures of every shape, documents, a contact card, sound and film, and a picture that does not load. */
export function media(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  tell(backend, {
    contact: {firstName: 'Pictures', lastName: 'Allshapes', replies: FRIENDLY},
    thread: {unreadCount: 1},
    lines: [
      them(5 * HOUR, 'Landscape', {mediaUrls: [landscape]}),
      us(4.9 * HOUR, 'Portrait', {mediaUrls: [portrait]}),
      them(4.8 * HOUR, null, {mediaUrls: [square]}),
      us(4.7 * HOUR, null, {mediaUrls: [panorama]}),
      them(4.6 * HOUR, 'A very small one', {mediaUrls: [tiny]}),
      them(4.5 * HOUR, 'Four at once', {mediaUrls: [landscape, portrait, square, panorama]}),
      them(8 * MINUTE, 'This one does not load', {mediaUrls: [file('missing.jpg')]}),
    ],
  });
  tell(backend, {
    contact: {firstName: 'Files', lastName: 'Ofallkinds', replies: FRIENDLY},
    lines: [
      us(DAY, 'Your invoice', {mediaUrls: [file('Invoice 1188.pdf')]}),
      them(DAY - 5 * MINUTE, 'And my insurer:', {mediaUrls: [file('Insurance desk.vcf')]}),
      them(DAY - 7 * MINUTE, 'Listen to this noise', {mediaUrls: [file('noise.m4a')]}),
      them(DAY - 8 * MINUTE, 'It looks like this when I ride', {mediaUrls: [file('ride.mp4')]}),
      us(DAY - 20 * MINUTE, null, {mediaUrls: [file('Räderliste – größe 28″ (Kopie).csv')]}),
      them(DAY - 25 * MINUTE, 'No idea what this is', {mediaUrls: ['https://media.larkspur-cycles.example/9f3c2b']}),
    ],
  });
  tell(backend, {
    contact: {firstName: 'Picture', lastName: 'Failed'},
    lines: [
      us(3 * DAY, 'Here is the frame', {
        mediaUrls: [square],
        status: 'failed',
        failure: {code: '30019', text: 'Content size exceeds carrier limit'},
      }),
    ],
  });
  return backend;
}
