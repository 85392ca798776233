import type {GatewayProvider} from '../../src/gateway/index.js';
import {agentPhoneGateway} from '../../src/providers/agentphone/gateway.js';
import {amplifiGateway} from '../../src/providers/amplifi/gateway.js';
import {birdGateway} from '../../src/providers/bird/gateway.js';
import {digivaultGateway} from '../../src/providers/digivault/gateway.js';
import {surgeGateway} from '../../src/providers/surge/gateway.js';

/** What the server holds and nobody else may see. */
export const KEYS = {
  acme: {api: 'sk_live_acme_3f9a0c/71', webhook: `whsec_${btoa('acme webhook secret 1')}`},
  globex: {api: 'sk_live_globex_77b1e4', webhook: `whsec_${btoa('globex webhook secret')}`},
  rotated: `whsec_${btoa('acme webhook secret 2')}`,
};

export type TenantName = 'acme' | 'globex';
const TENANTS: readonly TenantName[] = ['acme', 'globex'];

export interface HalfOptions {
  readonly baseUrl: string;
  /** How many requests an account may make, where its provider counts. */
  readonly requests?: number;
}

const keysOf = (tenant: TenantName) => ({
  tenant,
  apiKey: KEYS[tenant].api,
  webhookSecrets: tenant === 'acme' ? [KEYS.acme.webhook, KEYS.rotated] : [KEYS.globex.webhook],
});

export const ACCOUNT_IDS = {
  surge: {acme: 'acct_01j9a43avnfqzbjfch6pygv1td', globex: 'acct_globex'},
  bird: {acme: 'a1405560-c8d3-4b1a-877d-3f449ad95352', globex: 'ws-globex'},
};

/** Two tenants at each provider. */
export const HALVES: Readonly<Record<string, (options: HalfOptions) => GatewayProvider>> = {
  surge: ({baseUrl}) =>
    surgeGateway({
      baseUrl,
      accounts: TENANTS.map((tenant) => ({...keysOf(tenant), accountId: ACCOUNT_IDS.surge[tenant]})),
    }),
  amplifi: ({baseUrl}) =>
    amplifiGateway({
      baseUrl,
      accounts: TENANTS.map((tenant) => ({tenant, token: KEYS[tenant].api, organizationId: `org-${tenant}`})),
    }),
  bird: ({baseUrl}) =>
    birdGateway({
      baseUrl,
      accounts: TENANTS.map((tenant) => ({
        ...{tenant, accessKey: KEYS[tenant].api, signingKeys: keysOf(tenant).webhookSecrets},
        workspaceId: ACCOUNT_IDS.bird[tenant],
      })),
    }),
  digivault: ({baseUrl, requests = 100_000}) =>
    digivaultGateway({
      baseUrl,
      budget: {requests, window: 60_000},
      accounts: TENANTS.map((tenant) => {
        const {apiKey: token, ...rest} = keysOf(tenant);
        return {...rest, token};
      }),
    }),
  agentphone: ({baseUrl}) => agentPhoneGateway({baseUrl, accounts: TENANTS.map(keysOf)}),
};
