import { Button, Group, Stack } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import type { FieldSchema } from './field-schema.ts';
import { focusFirstProblem } from './focus-first-problem.ts';
import { SettingFields } from './setting-fields.tsx';
import type { SettingForm, SettingValue } from './setting-form.ts';
import { useSettingEditor } from './use-setting-editor.ts';

interface PlainEditingProps {
  readonly form: SettingForm;
  readonly schema: FieldSchema;
  /** Null for a new one. */
  readonly saved: SettingValue | null;
  readonly fresh: SettingValue;
  /** Fields that are shown and not edited. */
  readonly fixedFields: ReadonlySet<string>;
  readonly mayChange: boolean;
  readonly send: (value: SettingValue) => Promise<unknown>;
  readonly after?: (value: SettingValue) => void;
  /** Whether the keyboard saves it: of several forms on a page none does. */
  readonly hasShortcut: boolean;
  /** Below the fields, with whatever has been typed so far. */
  readonly Preview?: ComponentType<{ readonly value: SettingValue }>;
}

/** The form of something that is set and is no kind of settings, such as a number sequence. */
export function PlainEditing(props: PlainEditingProps): ReactNode {
  const { form, schema, saved, fresh, fixedFields, mayChange, send, after, hasShortcut, Preview } = props;
  const { t } = useTranslation('setup');
  const editor = useSettingEditor({ form, schema, saved, fresh });
  const toast = useToast();
  const fields = useRef<HTMLDivElement>(null);
  const isIdle = saved !== null && !editor.isDirty;
  const save = async (): Promise<void> => {
    if (!mayChange || isIdle) return;
    if (editor.firstFault() !== null || !(await editor.save(send))) return focusFirstProblem(fields.current);
    toast({ text: t('saved'), icon: 'check' });
    editor.discard();
    after?.(editor.value);
  };
  useHotkeys(hasShortcut ? [['mod+S', () => void save()]] : [], []);
  return (
    <Stack gap="md" ref={fields}>
      <UnsavedGuard isDirty={mayChange && editor.isDirty} />
      <ErrorNotice error={editor.otherError} />
      <SettingFields
        groups={form.groups}
        schema={schema}
        value={editor.value}
        fixedFields={fixedFields}
        isReadOnly={!mayChange}
        problemAt={editor.problemAt}
        onChange={editor.change}
      />
      {Preview && <Preview value={editor.value} />}
      {mayChange && (
        <Group gap="xs">
          <Button onClick={() => void save()} loading={editor.action.isBusy} disabled={isIdle}>
            {t('save')}
          </Button>
          {editor.isDirty && (
            <Button variant="default" onClick={editor.discard}>
              {t('discard')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
