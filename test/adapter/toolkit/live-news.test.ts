import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {LiveNews} from '../../../src/adapter/toolkit/live-news.js';

const NEWS: AdapterEvent = {type: 'messages-invalidated', conversationId: 'c1'};

describe('LiveNews', () => {
  it('tells every subscriber until it closes', () => {
    const news = new LiveNews();
    const heard: string[] = [];
    const one = news.subscribe(() => heard.push('one'));
    const other = news.subscribe(() => heard.push('other'));
    news.tell(NEWS);
    one.close();
    one.close();
    news.tell(NEWS);
    expect(heard).to.deep.equal(['one', 'other', 'other']);
    expect(news.isHeard).to.equal(true);
    other.close();
    expect(news.isHeard).to.equal(false);
  });

  it('looks for each subscriber, and says when nobody listens any more', async () => {
    let isUnheard = false;
    const watched: (string | undefined)[] = [];
    const news = new LiveNews({
      polling: {conversations: 5, messages: 5},
      onWatch: (conversationId) => watched.push(conversationId),
      onUnheard: () => {
        isUnheard = true;
      },
    });
    const heard: AdapterEvent[] = [];
    const subscription = news.subscribe((event) => heard.push(event));
    subscription.watch('c2');
    await waitUntil(() =>
      heard.some((event) => event.type === 'messages-invalidated' && event.conversationId === 'c2'),
    );
    expect(watched).to.deep.equal(['c2']);
    subscription.setPollMode('hidden');
    subscription.close();
    expect(isUnheard).to.equal(true);
    const before = heard.length;
    subscription.setPollMode('active');
    expect(heard).to.have.lengthOf(before);
  });
});
