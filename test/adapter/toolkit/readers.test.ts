import {expect} from '@open-wc/testing';
import {adapterErrors} from '../../../src/adapter/toolkit/adapter-errors.js';
import {changedOr, editedMetadata} from '../../../src/adapter/toolkit/change-answer.js';
import {cursorCodec} from '../../../src/adapter/toolkit/cursors.js';
import {fieldsOf, idOf, mergeFields, textOf} from '../../../src/adapter/toolkit/fields.js';
import {pathSegment} from '../../../src/adapter/toolkit/paths.js';
import {readRows} from '../../../src/adapter/toolkit/rows.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {asCursor} from '../../../src/model/page.js';
import {errorOf} from '../errors.js';

/** What a function that is not asynchronous throws. */
const thrownBy = (work: () => unknown): Promise<ConversationError> => errorOf(Promise.resolve().then(work));

describe('idOf', () => {
  const table: readonly (readonly [unknown, string | undefined])[] = [
    ['a1', 'a1'],
    [7, '7'],
    [0, '0'],
    ['', undefined],
    [1.5, undefined],
    [2 ** 60, undefined],
    [NaN, undefined],
    [null, undefined],
    [true, undefined],
    [{}, undefined],
  ];
  for (const [value, expected] of table) {
    it(`reads ${typeof value} ${JSON.stringify(value)} as ${expected}`, () => expect(idOf(value)).to.equal(expected));
  }
});

describe('mergeFields', () => {
  it('keeps what a partial answer leaves out', () => {
    expect(mergeFields({id: 'a', name: 'Ann', archived: null}, {id: 'a', archived: 5})).to.deep.equal({
      id: 'a',
      name: 'Ann',
      archived: 5,
    });
    expect(mergeFields({id: 'a'}, undefined)).to.deep.equal({id: 'a'});
  });
});

describe('pathSegment', () => {
  it('encodes whatever is in an id', () => {
    expect(pathSegment('+1 919/555')).to.equal('%2B1%20919%2F555');
    expect(pathSegment('...')).to.equal('...');
  });

  for (const id of ['', '.', '..', '\ud800']) {
    it(`refuses ${JSON.stringify(id)}, which would leave its place`, async () => {
      expect(await thrownBy(() => pathSegment(id, 'example'))).to.include({kind: 'not-found', adapter: 'example'});
    });
  }
});

describe('cursorCodec', () => {
  const cursors = cursorCodec<{readonly after: string; readonly ids: readonly string[]}>({
    adapter: 'example',
    check: ({after, ids}) =>
      typeof after === 'string' && Array.isArray(ids)
        ? {after, ids: ids.filter((id) => typeof id === 'string')}
        : undefined,
    maximumLength: 200,
  });

  it('reads what it wrote, also after it was written down', () => {
    const place = {after: 'm1', ids: ['a']};
    const cursor = asCursor(String(JSON.parse(JSON.stringify(cursors.write(place)))));
    expect(cursors.read(cursor)).to.deep.equal(place);
  });

  const foreign = [
    '',
    'not a cursor',
    '[]',
    '"m1"',
    'null',
    '7',
    '{"after":1,"ids":[]}',
    `{"after":"${'m'.repeat(200)}","ids":[]}`,
  ];
  for (const text of foreign) {
    it(`refuses ${text.slice(0, 30)}`, async () => {
      expect(await thrownBy(() => cursors.read(asCursor(text)))).to.include({
        kind: 'cursor-invalid',
        adapter: 'example',
      });
      expect(cursors.tryRead(asCursor(text))).to.equal(undefined);
    });
  }

  it('refuses a place that belongs to something else', async () => {
    const cursor = cursors.write({after: 'm1', ids: []});
    expect((await thrownBy(() => cursors.read(cursor, ({after}) => after === 'm2'))).kind).to.equal('cursor-invalid');
  });

  it('writes nothing that has no bounds', async () => {
    const ids = Array.from({length: 100}, (_, index) => `id ${index}`);
    expect((await thrownBy(() => cursors.write({after: 'm1', ids}))).kind).to.equal('decode');
  });
});

describe('readRows', () => {
  const read = (row: unknown) => textOf(fieldsOf<{id: string}>(row).id);
  const options = {adapter: 'example', what: 'letters'};

  it('finds the list under the first key that holds one', () => {
    expect(readRows({items: null, data: [{id: 'a'}]}, ['items', 'data'], read, options).items).to.deep.equal(['a']);
    expect(readRows([{id: 'a'}], [''], read, options).items).to.deep.equal(['a']);
  });

  it('leaves out and counts what cannot be read, and keeps every row as it came', () => {
    const rows = [{id: 'a'}, {id: 1}, null];
    expect(readRows({data: rows}, ['data'], read, options)).to.deep.equal({items: ['a'], rows, unreadable: 2});
  });

  it('does not pass a page of which nothing can be read off as an empty list', async () => {
    const error = await thrownBy(() => readRows({data: [{id: 1}, {id: 2}]}, ['data'], read, options));
    expect(error).to.include({kind: 'decode', adapter: 'example'});
    expect(error.message).to.contain('2 letters');
    expect(readRows({data: []}, ['data'], read, options).items).to.deep.equal([]);
  });

  it('refuses an answer without a list, and null where that means none', async () => {
    for (const body of [undefined, null, {}, {data: {}}, {data: null}, 'text']) {
      expect((await thrownBy(() => readRows(body, ['data'], read, options))).kind).to.equal('decode');
    }
    expect(readRows({data: null}, ['data'], read, {...options, nullIsEmpty: true}).items).to.deep.equal([]);
  });
});

describe('changedOr', () => {
  const read = (answer: unknown) => textOf(fieldsOf<{name: string}>(answer).name);
  const again = {adapter: 'example', read, readAgain: async () => 'read again'};

  it('takes the object from the answer where it holds all of it', async () => {
    expect(await changedOr({name: 'changed'}, again)).to.equal('changed');
  });

  for (const answer of [undefined, {success: true}, {id: 'a', archived_at: 5}]) {
    it(`takes ${JSON.stringify(answer)} for done, and looks up the rest`, async () => {
      expect(await changedOr(answer, again)).to.equal('read again');
    });
  }

  it('does not say that nothing was done when only the look-up fails', async () => {
    const readAgain = () => Promise.reject(new ConversationError('network'));
    expect(await errorOf(changedOr(undefined, {...again, readAgain}))).to.include({
      kind: 'network',
      outcomeUnknown: true,
    });
  });
});

describe('editedMetadata', () => {
  it('merges an edit with what is there now', () => {
    const edit = {base: {a: 1}, changes: {a: 2}};
    expect(editedMetadata({a: 1, b: 1}, edit, 'example')).to.deep.equal({a: 2, b: 1});
  });

  it('refuses what somebody else changed meanwhile, and shows how it is now', async () => {
    const error = await thrownBy(() => editedMetadata({a: 3}, {base: {a: 1}, changes: {a: 2}}, 'example'));
    expect(error).to.include({kind: 'conflict', field: 'a'});
    expect(error.raw).to.deep.equal({a: 3});
  });
});

describe('adapterErrors', () => {
  it('names the adapter in each', () => {
    const {error, refusal, undecodable} = adapterErrors('example');
    expect(error('server', {status: 500})).to.include({adapter: 'example', kind: 'server', status: 500});
    expect(refusal('text', 'Too long.')).to.include({adapter: 'example', kind: 'validation', field: 'text'});
    expect(undecodable('What?', 1)).to.include({adapter: 'example', kind: 'decode', outcomeUnknown: false});
    expect(undecodable('What?', 1, true)).to.include({outcomeUnknown: true});
  });
});
