import type { SettingValue } from '../../ui/setting-form/setting-form.ts';

/** The jobs of a distribution schedule; 9999 stands for all that download. */
export function jobIdsOf({ schedulerJobs }: SettingValue): string[] {
  const ids = Array.isArray(schedulerJobs) ? schedulerJobs.filter((id) => typeof id === 'string') : [];
  return ids.includes('9999') ? downloadJobs : ids;
}

const downloadJobs = ['1010', '1040', '1060', '1070', '1090', '1110'];
