import {createAgentPhoneAdapter} from '../../../src/providers/agentphone/index.js';

export const ID = 'conv_def456';
export const THEIRS = '+15559876543';
export const OURS = '+15551234567';

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers the requests in turn, and the last answer from then on. */
export function adapterAnswering(...answers: readonly unknown[]) {
  const requests: {method: string; url: string; body: string}[] = [];
  const adapter = createAgentPhoneAdapter({
    contactNames: false,
    fetch: async (input, init) => {
      const {method = 'GET', body} = init ?? {};
      requests.push({method, url: urlOf(input), body: typeof body === 'string' ? body : ''});
      return Response.json(answers[Math.min(requests.length, answers.length) - 1]);
    },
  });
  return {adapter, requests};
}
