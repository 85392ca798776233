import {mergeMetadata, type MetadataEdit} from '../../model/contact-details.js';
import {isEqual} from '../../util/equal.js';

export type Metadata = Readonly<Record<string, unknown>>;

/** One line of a metadata form. */
export interface MetadataRow {
  /** Stays the same while everything else about the row changes. */
  readonly id: number;
  readonly key: string;
  readonly text: string;
  /** What the value was when editing began; a row that was added has none. */
  readonly original?: {readonly value: unknown};
  readonly isRemoved: boolean;
}

/** What somebody is doing to metadata, with what they saw when they began. */
export interface MetadataDraft {
  readonly base: Metadata | null;
  readonly rows: readonly MetadataRow[];
  /** `waiting` until the owner takes an edit on, `saving` while it is at it. */
  readonly phase: 'editing' | 'waiting' | 'saving';
  /** True from the first attempt to save on: what is missing is pointed out. */
  readonly isChecked: boolean;
}

export type RowProblem = 'name-missing' | 'name-taken' | 'name-refused' | 'json-invalid';

/** A value as people read and edit it: a text as it is, everything else as JSON. */
export const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

export function startDraft(metadata: Metadata | null | undefined): MetadataDraft {
  const rows = Object.entries(metadata ?? {}).map(([key, value], id) => ({
    ...{id, key, text: valueText(value), original: {value}},
    isRemoved: false,
  }));
  return {base: metadata ?? null, rows, phase: 'editing', isChecked: false};
}

export function addRow(draft: MetadataDraft): MetadataDraft {
  const id = Math.max(-1, ...draft.rows.map((row) => row.id)) + 1;
  return {...draft, rows: [...draft.rows, {id, key: '', text: '', isRemoved: false}]};
}

export const changeRow = (draft: MetadataDraft, id: number, change: Partial<MetadataRow>): MetadataDraft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === id ? {...row, ...change} : row)),
});

/** A field that was there is marked and can be kept after all; one that was added goes. */
export const removeRow = (draft: MetadataDraft, id: number): MetadataDraft =>
  draft.rows.find((row) => row.id === id)?.original
    ? changeRow(draft, id, {isRemoved: true})
    : {...draft, rows: draft.rows.filter((row) => row.id !== id)};

/** A row that was added and left empty says nothing. */
const isBlank = (row: MetadataRow): boolean => !row.original && row.key.trim() === '' && row.text === '';

export function problemOf(row: MetadataRow, {rows}: MetadataDraft): RowProblem | undefined {
  if (row.isRemoved || isBlank(row)) return undefined;
  if (!row.original) {
    const key = row.key.trim();
    if (key === '') return 'name-missing';
    if (key === '__proto__') return 'name-refused';
    return rows.some((other) => other.id !== row.id && other.key.trim() === key) ? 'name-taken' : undefined;
  }
  return valueOf(row) ? undefined : 'json-invalid';
}

/** The value a row stands for; `undefined` when it stands for none. What was no text stays what it was. */
function valueOf({original, text}: MetadataRow): {readonly value: unknown} | undefined {
  if (!original || typeof original.value === 'string') return {value: text};
  if (text === valueText(original.value)) return original;
  try {
    return {value: JSON.parse(text) as unknown};
  } catch {
    return undefined;
  }
}

/** What a draft changes, or `undefined` while something in it is wrong. */
export function editOf(draft: MetadataDraft): MetadataEdit | undefined {
  if (draft.rows.some((row) => problemOf(row, draft))) return undefined;
  const changes: [string, unknown][] = [];
  for (const row of draft.rows) {
    if (row.isRemoved) changes.push([row.key, undefined]);
    else if (!row.original && !isBlank(row)) changes.push([row.key.trim(), row.text]);
    else if (row.original) {
      const next = valueOf(row);
      if (next && !isEqual(next.value, row.original.value)) changes.push([row.key, next.value]);
    }
  }
  return {base: draft.base, changes: Object.fromEntries(changes)};
}

export const changesNothing = ({changes}: MetadataEdit): boolean => Object.keys(changes).length === 0;

/** Whether metadata says everything that an edit wants to be so. */
export const isApplied = (metadata: Metadata | null | undefined, {changes}: MetadataEdit): boolean =>
  Object.entries(changes).every(([key, value]) => isEqual(metadata?.[key], value));

export interface FieldConflict {
  readonly key: string;
  /** Absent where the field was removed. */
  readonly theirs?: string;
  readonly mine?: string;
}

/** What stands in the way of an edit: fields that are no longer what its author saw. */
export function conflictsOf(edit: MetadataEdit, current: Metadata | null): readonly FieldConflict[] {
  const shown = (metadata: Metadata | null, key: string) =>
    metadata?.[key] === undefined ? undefined : valueText(metadata[key]);
  return mergeMetadata(current, edit).conflicts.map((key) => ({
    key,
    theirs: shown(current, key),
    mine: shown(edit.changes, key),
  }));
}

/** Goes on with what is there now: what somebody else changed stays theirs, every other change is kept. */
export function useTheirs(draft: MetadataDraft, current: Metadata | null): MetadataDraft {
  const edit = editOf(draft);
  if (!edit) return {...draft, base: current};
  const yielded = new Set(mergeMetadata(current, edit).conflicts);
  let next = startDraft(current);
  for (const [key, value] of Object.entries(edit.changes)) {
    const row = next.rows.find((candidate) => candidate.key === key);
    if (yielded.has(key)) continue;
    if (!row) next = withNewRow(next, key, value);
    else next = value === undefined ? removeRow(next, row.id) : changeRow(next, row.id, {text: textFor(row, value)});
  }
  return next;
}

/** The same changes, made knowing what is there now. */
export const keepMine = (draft: MetadataDraft, current: Metadata | null): MetadataDraft => ({...draft, base: current});

/** A text in the place of what is no text would be read as JSON. */
const textFor = ({original}: MetadataRow, value: unknown): string =>
  typeof original?.value === 'string' ? valueText(value) : JSON.stringify(value);

function withNewRow(draft: MetadataDraft, key: string, value: unknown): MetadataDraft {
  if (value === undefined) return draft;
  const next = addRow(draft);
  const row = next.rows.at(-1);
  return row ? changeRow(next, row.id, {key, text: valueText(value)}) : next;
}

/** The metadata that a refused save found, where the error says it. */
export function metadataIn(raw: unknown): Metadata | null | undefined {
  if (raw === null) return null;
  return typeof raw === 'object' && !Array.isArray(raw) ? (raw as Metadata) : undefined;
}
