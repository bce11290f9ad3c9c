import type { Arrangement } from '../../domain/calendar.ts'
import { holidays2024 } from './2024.ts'
import { holidays2025 } from './2025.ts'
import { holidays2026 } from './2026.ts'

/** The years whose arrangement is known, oldest first. A year that is not here is provisional. */
export const holidayYears: readonly Arrangement[] = [holidays2024, holidays2025, holidays2026]
