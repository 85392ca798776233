import type {Backend} from '../backend.js';
import {FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, openShop, tell, them, us, type ScenarioOptions} from './shop.js';

const OVERRIDE = '\u202e';

/** Emoji, and texts that try to be something other than text. */
export function emoji(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  tell(backend, {
    contact: {firstName: 'Emoji 🚲', lastName: 'Only', replies: [{say: ['🎉', '👍🏽', '❤️']}]},
    thread: {unreadCount: 1},
    lines: [
      them(HOUR, '👍'),
      us(59 * MINUTE, '🚲🔧✨'),
      them(58 * MINUTE, '👨‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈👩‍❤️‍💋‍👨'),
      us(57 * MINUTE, '🇳🇴🇯🇵🇧🇷🇿🇦🏴󠁧󠁢󠁳󠁣󠁴󠁿'),
      them(56 * MINUTE, '1️⃣2️⃣#️⃣ ☎️ ❤️‍🔥'),
      them(55 * MINUTE, 'Emoji 😀 inside a text 🚲 with é, ñ, 漢字 and ก็'),
      them(3 * MINUTE, '😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂'),
    ],
  });
  tell(backend, {
    contact: {firstName: '<b>Markup</b>', lastName: '"><script>', replies: FRIENDLY},
    lines: [
      them(2 * HOUR, '<img src=x onerror=alert(1)>'),
      them(1.9 * HOUR, '<script>alert("hello")</script>'),
      them(1.8 * HOUR, 'javascript:alert(1) and data:text/html,<script>alert(1)</script>'),
      them(1.7 * HOUR, '[click me](javascript:alert(1)) &lt;b&gt; &amp; &#x27;'),
      them(1.6 * HOUR, '${alert(1)} {{constructor.constructor("alert(1)")()}} %3Cscript%3E'),
      us(
        1.5 * HOUR,
        'https://larkspur-cycles.example/?q=<b>&x="\'> and www.larkspur-cycles.example, (https://larkspur-cycles.example/a_(b)).',
      ),
    ],
  });
  tell(backend, {
    contact: {firstName: `Over${OVERRIDE}ride`, lastName: 'Null\u0000byte', replies: FRIENDLY},
    lines: [
      them(DAY, `The file is called photo${OVERRIDE}gpj.exe`),
      them(DAY - MINUTE, 'zero\u0000byte, bell\u0007, escape\u001b[31m'),
      them(DAY - 2 * MINUTE, '\u200b\u200b\u200b'),
      them(DAY - 3 * MINUTE, `Z${'\u0351\u0363\u0342\u0306'.repeat(30)}algo`),
      them(DAY - 4 * MINUTE, 'half a pair: \ud83d and that was it'),
    ],
  });
  tell(backend, {
    contact: {
      firstName: 'Maximiliana-Konstantinopolitanischerdudelsackpfeifer',
      lastName: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh',
    },
    lines: [
      them(2 * DAY, 'a'.repeat(400)),
      us(2 * DAY - MINUTE, `https://larkspur-cycles.example/${'very-long-path/'.repeat(20)}`),
      them(2 * DAY - 2 * MINUTE, `${'A line of a long text. '.repeat(70)}\n\n\nThe end.`),
      them(2 * DAY - 3 * MINUTE, '   spaces   in   front\n\ttabs\n\n\n\nand empty lines   '),
    ],
  });
  return backend;
}
