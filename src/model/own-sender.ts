import {displayLabel} from './display-text.js';
import type {Direction} from './message.js';
import type {Participant} from './participant.js';
import {formatPhone} from './phone-number.js';
import {hasVisibleText} from './visible-text.js';

/**
 * Who of our own side wrote something, where that is not whoever uses this inbox: a colleague, or what answers by itself.
 *
 * @returns an empty text when nobody knows what to call them; `undefined` for oneself, and for others than our side
 */
export function ownSenderName(direction: Direction | undefined, sender: Participant | undefined): string | undefined {
  if (direction !== 'outbound' || !sender || sender.role === 'self') return undefined;
  const name = hasVisibleText(sender.name) ? sender.name : sender.address ? formatPhone(sender.address) : '';
  return name || sender.role !== 'unknown' ? displayLabel(name) : undefined;
}
