import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {gateway} from './gateway.mjs';
import {product} from './product.mjs';
import {port} from './settings.mjs';

const app = new Hono();
app.all('/messaging/*', ({req}) => gateway.fetch(req.raw));
app.all('*', ({req}) => product.fetch(req.raw));

const server = serve({fetch: app.fetch, port});
process.once('SIGTERM', () => server.close());
