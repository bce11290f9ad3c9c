import { defineConfig } from 'drizzle-kit'

/** `npm run migrations`: writes the next numbered SQL file from the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema/index.ts',
  out: './migrations',
  casing: 'snake_case',
})
