import {expect, waitUntil} from '@open-wc/testing';
import {ContactBook} from '../../../src/providers/agentphone/contacts.js';

describe('the contact book', () => {
  const contact = (name: string) => ({
    id: 'con_1',
    name,
    address: '(555) 987-6543',
    email: 'Jane@Example.com',
    raw: {},
  });

  it('finds people by number in any spelling, and by e-mail address', async () => {
    const book = new ContactBook({read: async () => [contact('Jane')], onNews: () => undefined});
    await book.ready();
    expect(book.nameOf('+15559876543')).to.equal('Jane');
    expect(book.nameOf('jane@example.com')).to.equal('Jane');
    expect(book.nameOf('+15559876544')).to.equal(undefined);
    expect(book.all()).to.have.lengthOf(1);
  });

  it('lets nobody wait long, and says when names came late', async () => {
    let arrive: (name: string) => void = () => undefined;
    const name = new Promise<string>((resolve) => (arrive = resolve));
    let news = 0;
    const book = new ContactBook({read: async () => [contact(await name)], onNews: () => news++, patience: 1});
    await book.ready();
    expect(book.nameOf('+15559876543')).to.equal(undefined);
    arrive('Jane');
    await waitUntil(() => news === 1);
    expect(book.nameOf('+15559876543')).to.equal('Jane');
  });

  it('reads again after a while, showing what it knows meanwhile', async () => {
    let now = 0;
    let reads = 0;
    let news = 0;
    const read = async () => [contact(`Jane ${++reads}`)];
    const book = new ContactBook({read, onNews: () => news++, now: () => now});
    await book.ready();
    await book.ready();
    expect(reads).to.equal(1);
    expect(news).to.equal(0);
    now += 300_000;
    await book.ready();
    await waitUntil(() => news === 1);
    expect(book.nameOf('+15559876543')).to.equal('Jane 2');
  });

  it('leaves the provider alone for a while after a failure', async () => {
    let now = 0;
    let reads = 0;
    const read = async () => {
      reads++;
      throw new Error('not today');
    };
    const book = new ContactBook({read, onNews: () => undefined, now: () => now});
    await book.ready();
    await book.ready();
    expect(reads).to.equal(1);
    now += 30_000;
    await book.ready();
    expect(reads).to.equal(2);
    expect(book.all()).to.deep.equal([]);
  });
});
