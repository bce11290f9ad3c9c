/**
 * The database as Workers reach it: one small client for one request, through the pool that Hyperdrive keeps.
 * Nothing is migrated here; the tables have been brought up to date from a terminal before.
 */
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { BUDGET_MS, type Database, type Db } from './database-types.ts'
import * as schema from './schema/index.ts'
import { transactOver } from './transact.ts'
