import {expect} from '@open-wc/testing';
import {readPages, walkPages, type PageAt, type WalkOptions} from '../../../src/adapter/toolkit/walk-pages.js';
import {pageSize} from '../../../src/adapter/toolkit/rows.js';
import {errorOf} from '../errors.js';

interface Row {
  readonly id: string;
}

const options: WalkOptions<Row, string> = {adapter: 'example', list: 'the rows', idOf: ({id}) => id};
const rows = (...ids: readonly string[]): Row[] => ids.map((id) => ({id}));
const idsOf = (items: readonly Row[]): string[] => items.map(({id}) => id);

/** A provider that answers by place, at once, and counts what it is asked. */
function listOf(pages: Readonly<Record<string, PageAt<Row, string>>>) {
  const asked: (string | undefined)[] = [];
  const read = async (place: string | undefined): Promise<PageAt<Row, string>> => {
    asked.push(place);
    return pages[place ?? 'first'] ?? {items: []};
  };
  return {read, asked};
}

describe('readPages', () => {
  it('reads a list to its end, each entry once in its latest edition', async () => {
    const {read, asked} = listOf({first: {items: rows('a', 'b'), next: '2'}, 2: {items: rows('b', 'c')}});
    expect(idsOf((await readPages(read, options)).items)).to.deep.equal(['a', 'b', 'c']);
    expect(asked).to.deep.equal([undefined, '2']);
  });

  it('reads the first pages, and says where to go on', async () => {
    const {read} = listOf({first: {items: rows('a'), next: '2'}, 2: {items: rows('b'), next: '3'}});
    const page = await readPages(read, {...options, pages: 2});
    expect(idsOf(page.items)).to.deep.equal(['a', 'b']);
    expect(page.next).to.equal('3');
  });

  it('takes a page that names itself as the next for the last one', async () => {
    const {read, asked} = listOf({first: {items: rows('a'), next: '2'}, 2: {items: rows('b'), next: '2'}});
    expect(await readPages(read, {...options, pages: 2})).to.deep.equal({items: rows('a', 'b')});
    expect(asked).to.have.lengthOf(2);
  });

  it('passes over pages without anything new, as filtered lists have them', async () => {
    const {read} = listOf({
      first: {items: [], next: '2'},
      2: {items: [], next: '3'},
      3: {items: rows('a')},
    });
    expect(idsOf((await readPages(read, options)).items)).to.deep.equal(['a']);
  });

  it('ends where a list leads in a circle, and says which list that is', async () => {
    const {read, asked} = listOf({
      first: {items: rows('a'), next: 'A'},
      A: {items: rows('b'), next: 'B'},
      B: {items: rows('c'), next: 'A'},
    });
    const error = await errorOf(readPages(read, options));
    expect(error).to.include({kind: 'decode', adapter: 'example', outcomeUnknown: false});
    expect(error.message).to.contain('the rows');
    expect(asked).to.have.lengthOf(3);
  });

  it('ends where ever new places bring nothing new', async () => {
    let count = 0;
    const error = await errorOf(readPages(async () => ({items: rows('a'), next: `place ${++count}`}), options));
    expect(error.kind).to.equal('decode');
    expect(count).to.equal(4);
  });

  it('ends at its bounds where everything is new for ever, and the page stays alive meanwhile', async () => {
    let count = 0;
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const endless = async () => ({items: rows(`row ${++count}`), next: `place ${count}`});
    expect((await errorOf(readPages(endless, options))).kind).to.equal('decode');
    clearInterval(timer);
    expect(count).to.equal(100);
    expect(turns).to.be.greaterThan(0);
    count = 0;
    const {kind} = await errorOf(readPages(endless, {...options, maximumItems: 7}));
    expect([kind, count]).to.deep.equal(['decode', 7]);
  });

  it('stops when it is called off', async () => {
    const controller = new AbortController();
    let count = 0;
    const read = async () => {
      if (++count === 2) controller.abort();
      return {items: rows(`row ${count}`), next: `place ${count}`};
    };
    const error = await errorOf(readPages(read, {...options, signal: controller.signal}));
    expect(error.kind).to.equal('aborted');
    expect(count).to.equal(2);
  });
});

describe('walkPages', () => {
  it('asks for no more than is wanted', async () => {
    const {read, asked} = listOf({first: {items: rows('a'), next: '2'}, 2: {items: rows('b'), next: '3'}});
    const found: string[] = [];
    let goOn: string | undefined;
    for await (const {items, next} of walkPages(read, options)) {
      found.push(...idsOf(items));
      goOn = next;
      if (found.length >= 2) break;
    }
    expect(found).to.deep.equal(['a', 'b']);
    expect(goOn).to.equal('3');
    expect(asked).to.have.lengthOf(2);
  });

  it('starts where it is told', async () => {
    const {read, asked} = listOf({5: {items: rows('e')}});
    for await (const {items} of walkPages(read, {...options, from: '5'})) expect(idsOf(items)).to.deep.equal(['e']);
    expect(asked).to.deep.equal(['5']);
  });
});

describe('pageSize', () => {
  const table: readonly (readonly [number | undefined, number])[] = [
    [undefined, 50],
    [20, 20],
    [20.9, 20],
    [0, 1],
    [-3, 1],
    [NaN, 1],
    [1000, 100],
    [Infinity, 100],
  ];
  for (const [wish, expected] of table) {
    it(`is ${expected} for a wish of ${wish}`, () =>
      expect(pageSize(wish, {usual: 50, largest: 100})).to.equal(expected));
  }
});
