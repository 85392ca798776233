import {consentKeyword} from '../model/consent.js';
import type {StoredInsight} from './types.js';

export const NOT_ANALYSED: StoredInsight = {
  sentiment: null,
  sentimentScore: null,
  category: null,
  requiresResponse: null,
  optOutDetected: null,
};

const GLAD = /\b(thank|thanks|great|perfect|love|awesome|happy|amazing|wonderful|see you)\b|❤|😊|👍|🙏/i;
const UPSET = /\b(sorry|problem|broken|wrong|late|angry|terrible|disappointed|refund|worse|hurts?|unhappy)\b|😡|😞/i;
const CATEGORIES: ReadonlyArray<readonly [string, RegExp]> = [
  [
    'scheduling',
    /\b(appointment|book|reschedule|time|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|slot)\b/i,
  ],
  ['billing', /\b(price|cost|pay|paid|invoice|receipt|refund|charge|deposit)\b/i],
  ['support', /\b(broken|problem|help|wrong|noise|flat|stuck)\b/i],
];

/** What the world's analyst thinks of a contact's text. A few rules of thumb: enough for a demonstration. */
export function analyse(text: string | null): StoredInsight {
  const words = text ?? '';
  const optOutDetected = consentKeyword(text) === 'opt-out';
  const sentiment = UPSET.test(words) ? 'negative' : GLAD.test(words) ? 'positive' : 'neutral';
  return {
    sentiment,
    sentimentScore: {negative: 0.18, neutral: 0.52, positive: 0.93}[sentiment],
    category: optOutDetected ? 'opt-out' : (CATEGORIES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'general'),
    requiresResponse: !optOutDetected && (words.includes('?') || sentiment === 'negative'),
    optOutDetected,
  };
}
