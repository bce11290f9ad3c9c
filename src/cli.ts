/**
 * The terminal. JSON on standard output, complaints on standard error; exit 0 or 1, and 2 for wrong usage.
 * `npm run -s duban -- VERB …`
 */
import { pathToFileURL } from 'node:url'
import { ConfigError } from './config.ts'
import { DatabaseIsNewer } from './store/migrate.ts'
import { type Desk, type Printer, UsageError, type Verb } from './terminal/verb.ts'

/** Each verb is loaded only when asked for: `clock` and `parse` open no database. */
const VERBS: Readonly<Record<string, { readonly load: () => Promise<Verb>; readonly usage: string }>> = {
  serve: { load: async () => (await import('./terminal/serve.ts')).serve, usage: 'serve' },
  init: { load: async () => (await import('./terminal/init.ts')).init, usage: 'init BUREAU.json' },
  play: {
    load: async () => (await import('./terminal/play.ts')).play,
    usage: 'play FILE.talk [--bureau FILE] [--json]',
  },
  say: {
    load: async () => (await import('./terminal/say.ts')).say,
    usage: 'say --as PERSON [--in CHAT] [--reply-to #N] TEXT',
  },
  clock: { load: async () => (await import('./terminal/clock.ts')).clock, usage: 'clock FILE.json | -' },
  parse: {
    load: async () => (await import('./terminal/parse.ts')).parse,
    usage: 'parse TEXT --now ISO [--speaker POST] [--bureau FILE] | parse --file FILE [--bureau FILE]',
  },
  import: {
    load: async () => (await import('./terminal/import.ts')).importFile,
    usage: 'import roster|holidays FILE [--confirm]',
  },
  export: {
    load: async () => (await import('./terminal/export.ts')).exportTable,
    usage: 'export ledger|journal --as json|csv [--restricted] [--out FILE]',
  },
  backup: {
    load: async () => (await import('./terminal/backup.ts')).backup,
    usage: 'backup FILE [--overwrite] [--practice]',
  },
  restore: {
    load: async () => (await import('./terminal/restore.ts')).restore,
    usage: 'restore FILE',
  },
  verify: {
    load: async () => (await import('./terminal/verify.ts')).verify,
    usage: 'verify FILE [--head HASH]',
  },
  doctor: { load: async () => (await import('./terminal/doctor.ts')).doctor, usage: 'doctor' },
}

/** Runs one verb; the exit code. */
export async function run(argv: readonly string[], printer: Printer, desk?: Desk): Promise<number> {
  const [name, ...rest] = argv
  const verb = name === undefined ? undefined : VERBS[name]
  if (!verb) {
    printer.complain(name ? `没有 ${name} 这一命令。` : '请写明命令。')
    for (const { usage } of Object.values(VERBS)) printer.complain(`  npm run -s duban -- ${usage}`)
    return 2
  }
  try {
    return await (await verb.load())(rest, printer, desk)
  } catch (error) {
    if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      printer.complain((error as Error).message)
      printer.complain(`用法　npm run -s duban -- ${verb.usage}`)
      return 2
    }
    if (error instanceof DatabaseIsNewer) {
      printer.complain(
        `数据库已由更新的版本升级（${error.migrations.join('、')}），本程序不能打开，也未作改动：请升级程序；确需退回旧版本的，请将升级前的备份恢复到空的数据目录或空数据库。`,
      )
    } else if (error instanceof ConfigError) for (const problem of error.problems) printer.complain(problem)
    else printer.complain(error instanceof Error ? error.message : String(error))
    return 1
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // Whoever reads may stop reading: `… | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(process.exitCode ?? 0)
  })
  process.exitCode = await run(process.argv.slice(2), {
    print: (value) =>
      void process.stdout.write(typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`),
    complain: (words) => void process.stderr.write(`${words}\n`),
  })
}
