import type {Conversation} from './conversation.js';
import {shortened} from './cut-text.js';
import {displayLabel, LONGEST_LABEL} from './display-text.js';
import type {Participant} from './participant.js';
import {formatPhone} from './phone-number.js';
import {hasVisibleText} from './visible-text.js';

/**
 * How a conversation is called, everywhere on screen and in what is announced: its own name, else those of its
 * participants, else their addresses as people read them. Made fit for showing (`displayText`).
 *
 * @returns an empty text when nobody knows anything to show
 */
export function shownName(conversation: Conversation | undefined): string {
  if (!conversation) return '';
  if (hasVisibleText(conversation.title)) return displayLabel(formatPhone(conversation.title));
  return memberNames(conversation);
}

/** A number or another address as people read it, fit for showing; an empty text without one. */
export const shownAddress = (address: string | undefined): string => displayLabel(formatPhone(address ?? ''));

/**
 * Who of the other side wrote something: by their own name, else as the contact is called, else by their address. The
 * name of a group is nobody's in it.
 *
 * @returns an empty text when nobody knows anything to show
 */
export function writerName(
  sender: Participant | undefined,
  {contactName, group}: {readonly contactName: string; readonly group: boolean},
): string {
  const known = [sender?.name, group ? '' : contactName].find(hasVisibleText);
  return known === undefined ? shownAddress(sender?.address) : displayLabel(known);
}

/** Everybody in a conversation but ourselves, by name, else by address as people read it; fit for showing. */
export function memberNames({participants}: Conversation): string {
  const names = participants.map(({name, address}) =>
    hasVisibleText(name) ? displayLabel(name) : shownAddress(address),
  );
  return shortened(names.filter((name) => name !== '').join(', '), LONGEST_LABEL);
}
