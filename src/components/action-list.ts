import type {TemplateResult} from 'lit';
import {callOut} from '../util/report-thrown.js';

/**
 * Something that can be done, as data: a host filters, reorders and renames the defaults, and adds its own. `Context` says
 * what it is done to, and what is known there.
 */
export interface ActionItem<Context> {
  /** Names it among the others; those of the defaults are documented with them. */
  readonly id: string;
  /** What it is called, or how that is said in the words of the context. */
  readonly label: string | ((context: Context) => string);
  /** What has to be said beside the label, such as that only this device knows of it. */
  readonly hint?: (context: Context) => string | undefined;
  readonly icon?: TemplateResult | Node;
  /** The command that does the same, whose keys are told to assistive technology. */
  readonly command?: string;
  /** Draws it as one that cannot be undone. */
  readonly isDangerous?: boolean;
  /** Asked at each drawing; always offered without it. */
  readonly isOffered?: (context: Context) => boolean;
  readonly run: (context: Context) => unknown;
}

/** How a host changes what is offered: receives the defaults, answers what to offer in their place. */
export type ActionItems<Context> = (defaults: readonly ActionItem<Context>[]) => readonly ActionItem<Context>[];

/** Picked as the one that offers it sees it: a host's function that throws is reported, and changes nothing. */
export function offeredActions<Context>(
  defaults: readonly ActionItem<Context>[],
  change: ActionItems<Context> | undefined,
  context: Context,
): readonly ActionItem<Context>[] {
  const items = change ? callOut(() => listOf(change(defaults))) : undefined;
  return (items ?? defaults).filter((item) => callOut(() => isOffered(item, context)) === true);
}

/** A host in plain JavaScript may answer anything: nothing, or what is no list, which throws. */
const listOf = <Item>(answer: readonly Item[] | null | undefined): readonly Item[] | undefined =>
  answer ? [...answer] : undefined;

const isOffered = <Context>({run, isOffered: ask}: ActionItem<Context>, context: Context): boolean =>
  typeof run === 'function' && (ask === undefined || ask(context));

export const labelOf = <Context>({label, id}: ActionItem<Context>, context: Context): string =>
  typeof label === 'string' ? label : (callOut(() => label(context)) ?? id);

export const hintOf = <Context>({hint}: ActionItem<Context>, context: Context): string | undefined =>
  hint && callOut(() => hint(context));
