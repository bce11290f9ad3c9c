/** Counters, gauges and histograms in Prometheus' text form. Label values come from closed lists, never from what people say. */

export type Labels = Readonly<Record<string, string | number>>

export interface Counter {
  add(labels?: Labels, by?: number): void
}

export interface Gauge {
  set(value: number, labels?: Labels): void
  /** Forgets every label. */
  clear(): void
}

export interface Histogram {
  observe(value: number, labels?: Labels): void
}

export interface Metrics {
  /** The same name gives the same metric again. */
  counter(name: string, help: string): Counter
  gauge(name: string, help: string): Gauge
  histogram(name: string, help: string, buckets: readonly number[]): Histogram
  /** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
  text(): string
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  lines(name: string): string[]
}

export function createMetrics(): Metrics {
  const metrics = new Map<string, Metric>()
  const once = <M extends Metric>(name: string, make: () => M): M => {
    const known = metrics.get(name) as M | undefined
    if (known) return known
    const made = make()
    metrics.set(name, made)
    return made
  }
  return {
    counter: (name, help) => once(name, () => counter(help)),
    gauge: (name, help) => once(name, () => gauge(help)),
    histogram: (name, help, buckets) => once(name, () => histogram(help, buckets)),
    text: () =>
      [...metrics]
        .flatMap(([name, m]) => [`# HELP ${name} ${m.help}`, `# TYPE ${name} ${m.kind}`, ...m.lines(name)])
        .concat('')
        .join('\n'),
  }
}

function counter(help: string): Counter & Metric {
  const values = new Map<string, number>()
  return {
    kind: 'counter',
    help,
    add(labels = {}, by = 1) {
      const key = labelText(labels)
      values.set(key, (values.get(key) ?? 0) + by)
    },
    lines: (name) => [...values].map(([labels, value]) => `${name}${labels} ${value}`),
  }
}

function gauge(help: string): Gauge & Metric {
  const values = new Map<string, number>()
  return {
    kind: 'gauge',
    help,
    set: (value, labels = {}) => void values.set(labelText(labels), value),
    clear: () => values.clear(),
    lines: (name) => [...values].map(([labels, value]) => `${name}${labels} ${numberText(value)}`),
  }
}

/** Endless is written with its sign. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN'
}

function histogram(help: string, buckets: readonly number[]): Histogram & Metric {
  const series = new Map<string, { labels: Labels; counts: number[]; count: number; sum: number }>()
  return {
    kind: 'histogram',
    help,
    observe(value, labels = {}) {
      const key = labelText(labels)
      let one = series.get(key)
      if (!one) {
        one = { labels, counts: buckets.map(() => 0), count: 0, sum: 0 }
        series.set(key, one)
      }
      for (const [i, most] of buckets.entries()) if (value <= most) one.counts[i]!++
      one.count++
      one.sum += value
    },
    lines: (name) =>
      [...series].flatMap(([key, { labels, counts, count, sum }]) => [
        ...buckets.map((le, i) => `${name}_bucket${labelText({ ...labels, le })} ${counts[i]}`),
        `${name}_bucket${labelText({ ...labels, le: '+Inf' })} ${count}`,
        `${name}_sum${key} ${sum}`,
        `${name}_count${key} ${count}`,
      ]),
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
