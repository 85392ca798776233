import {expect} from '@open-wc/testing';
import {eventParser} from '../../../src/adapter/gateway/event-parser.js';

/** A parser, and how long it is asked to wait. */
function reader() {
  const asked: {retry?: number} = {};
  const read = eventParser((retry) => (asked.retry = retry));
  return {
    read,
    get retry() {
      return asked.retry;
    },
  };
}

/** The events of a text that arrives in pieces of that many characters. */
function readIn(size: number, text: string) {
  const parser = reader();
  const events = [];
  for (let place = 0; place < text.length; place += size) events.push(...parser.read(text.slice(place, place + size)));
  return events;
}

describe('eventParser', () => {
  it('reads events however the text is cut into pieces', () => {
    const text =
      ': hello\n\nevent: webhook\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nretry: 20\rdata:x\revent:live\r\r';
    const expected = [
      {type: 'webhook', data: '{"a":\n1}', id: '1'},
      {type: 'live', data: 'x', id: undefined},
    ];
    for (const size of [1, 2, 3, 5, 7, 1000]) expect(readIn(size, text), `pieces of ${size}`).to.deep.equal(expected);
  });

  it('says how long to wait before coming back, when that is a number', () => {
    const parser = reader();
    parser.read('retry: soon\n\n');
    expect(parser.retry).to.equal(undefined);
    parser.read('retry: 2500\n\n');
    expect(parser.retry).to.equal(2500);
  });

  it('knows no event until its end has come', () => {
    const parser = reader();
    expect(parser.read('event: webhook\ndata: {"text": "half an ev')).to.deep.equal([]);
    expect(parser.read('ent"}\n')).to.deep.equal([]);
    expect(parser.read('\n')).to.deep.equal([{type: 'webhook', data: '{"text": "half an event"}', id: undefined}]);
  });

  it('takes no id that could not go back in a header', () => {
    const events = readIn(9, `event: a\nid: é\n\nevent: b\nid: ${'9'.repeat(300)}\n\nevent: c\nid: 17-0\n\n`);
    expect(events.map(({id}) => id)).to.deep.equal([undefined, undefined, '17-0']);
  });

  it('refuses lines and events without an end, in time that grows with their length alone', () => {
    const megabyte = 'x'.repeat(1_000_000);
    const endlessLine = () => {
      const parser = reader();
      for (let count = 0; count < 100; count++) parser.read(megabyte);
    };
    const endlessEvent = () => {
      const parser = reader();
      for (let count = 0; count < 100; count++) parser.read(`data: ${megabyte}\n`);
    };
    expect(endlessLine).to.throw(RangeError);
    expect(endlessEvent).to.throw(RangeError);
    expect(readIn(10, `event: webhook\ndata: ${'y'.repeat(1_000_000)}\n\n`)).to.have.lengthOf(1);
  });
});
