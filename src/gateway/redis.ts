/** The log of several nodes. */
export type {RedisClient} from './log/redis-client.js';
export {redisLog, type RedisLogOptions} from './log/redis-log.js';
