import type {Backend} from '../backend.js';
import {DAY, HOUR, MINUTE, openShop, tell, them, us, type ScenarioOptions} from './shop.js';

/** Arabic and Hebrew names and texts, with numbers, links and Latin words in between. */
export function rightToLeft(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  tell(backend, {
    contact: {
      firstName: 'ليلى',
      lastName: 'المنصوري',
      replies: [{when: /\?|؟/, say: ['نعم، هذا يناسبني تمامًا.']}, {say: ['شكرًا جزيلًا!', 'حسنًا، أراكم غدًا 👍']}],
    },
    thread: {unreadCount: 1},
    lines: [
      them(3 * HOUR, 'مرحبًا، هل دراجتي جاهزة؟'),
      us(2.9 * HOUR, 'أهلًا ليلى! نعم، الدراجة جاهزة والمبلغ 86 دولارًا.'),
      them(2.8 * HOUR, 'ممتاز. هل أنتم مفتوحون حتى الساعة 7:30؟'),
      us(2.7 * HOUR, 'نعم، التفاصيل هنا: https://larkspur-cycles.example/hours?lang=ar (بالعربية).'),
      them(12 * MINUTE, 'سأصل الساعة 5:15 مساءً مع أخي، رقمه ‎+1 202-555-0142.'),
    ],
  });
  tell(backend, {
    contact: {firstName: 'נועם', lastName: 'בן־שחר', replies: [{say: ['תודה רבה!', 'מעולה, נתראה מחר']}]},
    lines: [
      them(DAY, 'שלום, כמה עולה טיפול ל-mountain bike?'),
      us(DAY - 10 * MINUTE, 'שלום נועם! הטיפול עולה $75, והחלקים בנפרד.'),
      them(DAY - 14 * MINUTE, 'אפשר ביום שלישי ב-10:30?'),
      us(DAY - 20 * MINUTE, 'כן. נשמר לך מקום ביום שלישי, 10:30 – 11:15.'),
    ],
  });
  tell(backend, {
    contact: {firstName: 'Sami', lastName: 'الخطيب'},
    thread: {starred: true},
    lines: [
      them(2 * DAY, 'Hi, my name is سامي and I ride a tandem.'),
      us(2 * DAY - 5 * MINUTE, 'Welcome سامي! Do you say "دراجة" or "بسكليت"?'),
      them(2 * DAY - 8 * MINUTE, 'دراجة! But "bike" is fine (صدقني).'),
      them(2 * DAY - 9 * MINUTE, 'C++ و HTML و 1.5% — ثلاثة أشياء لا أفهمها!'),
    ],
  });
  tell(backend, {
    contact: {firstName: 'مریم', lastName: 'کاظمی'},
    lines: [them(4 * DAY, 'سلام، ساعت ۵:۳۰ می‌آیم.'), us(4 * DAY - MINUTE, 'See you at 5:30, مریم!')],
  });
  return backend;
}
