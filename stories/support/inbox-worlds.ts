import type {LoaderFunction} from 'storybook/internal/csf';
import type {WebComponentsRenderer} from '@storybook/web-components-vite';
import {createBackend, type ScenarioName} from '../../src/backend/scenarios/index.js';
import type {Backend} from '../../src/backend/backend.js';
import {faultPlans, type FaultPlan, type FaultPlanName} from '../../src/backend/faults.js';
import {demoProviders, type DemoConnection, type DemoProviderName} from './demo-providers.js';

export interface WorldArgs {
  readonly provider: DemoProviderName;
  readonly scenario: ScenarioName;
  /** What is wrong with the network. */
  readonly network?: FaultPlanName;
}

export interface LoadedWorld extends DemoConnection {
  readonly backend: Backend;
  /** What the scenario itself does to the network. */
  readonly ownFaults: FaultPlan;
}

const worlds = new Map<string, Promise<LoadedWorld>>();

async function makeWorld({provider, scenario}: WorldArgs): Promise<LoadedWorld> {
  const backend = createBackend({scenario});
  return {backend, ownFaults: backend.faults, ...(await demoProviders[provider].connect(backend))};
}

/**
 * Makes the world of a story before it is drawn, and lets Storybook's own mock service worker answer for it: a second
 * worker on the same page would answer too. Changing another control keeps the world.
 */
export const worldLoader: LoaderFunction<WebComponentsRenderer, WorldArgs> = async ({id, args, msw}) => {
  const key = `${id} ${args.provider} ${args.scenario}`;
  let world = worlds.get(key);
  if (!world) {
    world = makeWorld(args);
    worlds.set(key, world);
  }
  const {backend, ownFaults, handlers} = await world;
  if (args.network) backend.setFaults({...ownFaults, ...faultPlans[args.network]});
  // Storybook forgets handlers before every drawing.
  if (handlers.length > 0) msw.use(...handlers);
  return {world: await world};
};
