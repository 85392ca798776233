import {countSegments} from '../model/sms-segments.js';

/** Credits a message costs: one a segment. Media alone counts as one. */
export const creditsFor = (text: string, attachments: number): number =>
  Math.max(attachments > 0 ? 1 : 0, countSegments(text).segments);
