import type {WireList} from '../wire.js';
import {invalid, Refused} from './answers.js';
import type {DigivaultMockOptions} from './options.js';

export interface PageRequest {
  readonly limit: number;
  readonly startingAfter: string | undefined;
  readonly endingBefore: string | undefined;
}

/** @throws Refused for a limit that is not from 1 to 100, and for both cursors at once */
export function readPageRequest(query: URLSearchParams): PageRequest {
  const text = query.get('limit') ?? '10';
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 100) throw new Refused(invalid('limit', 'limit must be from 1 to 100.'));
  const startingAfter = query.get('starting_after') ?? undefined;
  const endingBefore = query.get('ending_before') ?? undefined;
  if (startingAfter !== undefined && endingBefore !== undefined) {
    throw new Refused(invalid('ending_before', 'Only one of starting_after and ending_before may be given.'));
  }
  return {limit, startingAfter, endingBefore};
}

/** @throws Refused for a cursor that names nothing in the list */
export function pageOf<Row extends {readonly id: string}>(
  rows: readonly Row[],
  {limit, startingAfter, endingBefore}: PageRequest,
  {inclusiveCursors = false, stuckPages = false}: DigivaultMockOptions,
): WireList<Row> {
  if (stuckPages) return {has_more: true, data: rows.slice(0, limit)};
  const kept = inclusiveCursors ? 1 : 0;
  if (endingBefore !== undefined) {
    const end = placeOf(rows, 'ending_before', endingBefore) + kept;
    return {has_more: end > limit, data: rows.slice(Math.max(0, end - limit), end)};
  }
  const start = startingAfter === undefined ? 0 : placeOf(rows, 'starting_after', startingAfter) + 1 - kept;
  return {has_more: start + limit < rows.length, data: rows.slice(start, start + limit)};
}

function placeOf(rows: readonly {readonly id: string}[], param: string, id: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw new Refused(invalid(param, `No such object: ${param}.`));
  return index;
}
