import type { SettingParts } from '../../ui/setting-form/setting-pages.ts';
import { ConvertEverythingButton } from '../batch/convert-everything-button.tsx';
import { InitializeScheduler } from './initialize-scheduler.tsx';
import { SchedulePanel } from './schedule-panel.tsx';

/** What distribution schedules have beyond their fields. */
export const scheduleParts: SettingParts = { Panel: SchedulePanel, ListPanel: ConvertEverythingButton };

/** What scheduler jobs and subjobs have beyond their fields. */
export const schedulerJobParts: SettingParts = { ListPanel: InitializeScheduler };
