import {expect} from '@open-wc/testing';
import {getResponse} from 'msw';
import {conformanceCases, ConformanceFailure, createConformanceWire} from '../../src/conformance/index.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {factsOf} from '../adapter/contract-hooks.js';
import {createContractWorld} from '../adapter/contract-suite.js';
import {FAULTS} from './adapter-faults.js';
import {expectFailure, failuresOf, overHttp, overMemory, titleOf, type Break} from './broken-adapters-scene.js';
import {hooks, setUp} from './example-provider/conformance.js';
import {createPigeonAdapter} from './example-provider/index.js';
import {createPigeonHandlers} from './example-provider/mock.js';
import {WIRE_FAULTS} from './wire-faults.js';

describe('the conformance suite', () => {
  it('finds nothing wrong with an honest adapter, and says what it could not try', async () => {
    const cases = overMemory((honest) => honest);
    expect([...(await failuresOf(cases)).entries()]).to.deep.equal([]);
    const skipped = cases.filter(({skip}) => skip !== undefined);
    expect(skipped.map(({skip}) => skip)).to.satisfy((reasons: readonly string[]) =>
      reasons.every((reason) => /^the world does not supply \w+(, \w+)*$/.test(reason)),
    );
    expect(skipped.map(titleOf)).to.include('trouble on the way: reads Retry-After of a read in both of its forms');
    expect(cases.length - skipped.length).to.be.greaterThan(60);
  });

  it('tries only what needs no hook in a world without any', async () => {
    const cases = conformanceCases(() => {
      const world = createContractWorld();
      const dispose = () => world.backend.close();
      return {adapter: createMemoryAdapter({backend: world.backend}), facts: factsOf(world), dispose};
    });
    expect([...(await failuresOf(cases)).keys()]).to.deep.equal([]);
    expect(cases.find(({name}) => name === 'searches where it grants it')?.skip).to.equal(
      'the world does not supply searches',
    );
  });

  it('tells what an adapter does not promise from what it keeps', async () => {
    const outcomeOf = async (title: string) =>
      (await conformanceCases(setUp, hooks)
        .find((each) => titleOf(each) === title)
        ?.run()) ?? 'no such case';
    expect(await outcomeOf('news: come in while somebody listens')).to.deep.equal({outcome: 'kept'});
    expect(await outcomeOf('what can be done with a conversation: archives it and takes it back')).to.deep.equal({
      outcome: 'not-promised',
      reason: 'the adapter has no setArchived',
    });
  });

  it('lets a page fail whose only row cannot be read', async () => {
    const title = 'answers nobody expected: reads a list whatever its fields hold';
    const withOneRow = () => {
      const {post, facts} = setUp();
      const handlers = createPigeonHandlers(post);
      const wire = createConformanceWire({
        fetch: async (input, init) => {
          const response = (await getResponse(handlers, new Request(input, init))) ?? Response.error();
          const {threads, ...rest} = (await response.json()) as {readonly threads: readonly unknown[]};
          return Response.json({threads: threads.slice(0, 1), ...rest});
        },
      });
      return {post, facts, wire, adapter: createPigeonAdapter({headers: wire.headers, fetch: wire.fetch})};
    };
    const cases = conformanceCases(withOneRow, hooks).filter((each) => titleOf(each) === title);
    expect(cases).to.have.lengthOf(1);
    expect([...(await failuresOf(cases)).values()]).to.deep.equal([]);
  });

  it('never falls over, however broken an adapter is', async () => {
    const fail = () => {
      throw new TypeError('broken');
    };
    const useless: Break = ({contractVersion, capabilities}) => ({
      ...{contractVersion, capabilities, id: '', name: ''},
      ...{listConversations: fail, listMessages: fail, sendMessage: fail},
    });
    const failures = await failuresOf(overMemory(useless));
    expect(failures.size).to.be.greaterThan(40);
    for (const failure of failures.values()) expect(failure).to.be.instanceOf(ConformanceFailure);
  });

  it('names no two cases alike', () => {
    const titles = conformanceCases(setUp, hooks).map(titleOf);
    expect(new Set(titles).size).to.equal(titles.length);
  });

  describe('notices an adapter that', () => {
    for (const {name, fails, says, broken} of FAULTS) {
      it(name, () => expectFailure(overMemory(broken), fails, says));
    }
    for (const {name, fails, says, broken} of WIRE_FAULTS) {
      it(name, () => expectFailure(overHttp(broken), fails, says));
    }
  });
});
