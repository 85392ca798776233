import type {ReplyRule} from '../reply-script.js';

/** Answers like anybody with a bicycle in the workshop might. */
export const FRIENDLY: readonly ReplyRule[] = [
  {when: /\b(confirm|confirmed|see you)\b/i, say: ['Great, see you then!', 'Perfect, see you then 👍']},
  {
    when: /\b(reschedule|another (day|time)|move (it|you))\b/i,
    say: ['Sure, Thursday after 4 would suit me too.', 'OK. Is Saturday morning any good?'],
  },
  {
    when: /\b(ready|pick(ed)? ?up|collect)\b/i,
    say: ['Brilliant, I’ll come by after work.', 'On my way in about an hour!'],
  },
  {
    when: /(\$\s?\d|\bprice\b|\bcost\b|\bquote\b)/i,
    say: ['That sounds fair, please go ahead.', 'OK, go for it. Card at the counter?'],
  },
  {when: /\b(sorry|apolog)/i, say: ['No worries at all.', 'These things happen, thanks for telling me.']},
  {when: /\?\s*$/, say: ['Yes, that works for me.', 'Let me check and get back to you in a minute.']},
  {when: /\b(thank|thanks)\b/i, say: ['Thank YOU!', 'You’re welcome 😊']},
  {say: ['Got it, thanks!', 'Sounds good 👍', 'OK, will do.']},
];

/** Answers now and then, in few words. */
export const BRIEF: readonly ReplyRule[] = [
  {when: /\?\s*$/, say: ['Yes please', 'Not today, sorry', 'Tomorrow is better'], seconds: [6, 14]},
  {when: /\b(thank|thanks|welcome)\b/i, say: [], seconds: [6, 14]},
  {say: ['ok', 'Thanks', '👍'], seconds: [6, 14]},
];
