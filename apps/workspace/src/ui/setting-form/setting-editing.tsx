import { Button, Grid, Group, Stack } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedSettingKind } from '@counterfoil/contracts/administration/settings';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { readSettingEffect, saveSetting } from '../../api/settings.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { ReadOnlyNotice } from '../../shell/page-states.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { EffectPreview } from './effect-preview.tsx';
import type { FieldSchema } from './field-schema.ts';
import { focusFirstProblem } from './focus-first-problem.ts';
import { SettingActions } from './setting-actions.tsx';
import type { SettingPageProps } from './setting-components.tsx';
import { SettingFields } from './setting-fields.tsx';
import type { SettingValue } from './setting-form.ts';
import { SettingHistory } from './setting-history.tsx';
import { settingPath } from './setting-links.ts';
import { useSettingEditor } from './use-setting-editor.ts';

interface SettingEditingProps extends SettingPageProps {
  readonly kind: ListedSettingKind;
  readonly schema: FieldSchema;
  /** Null for a new one. */
  readonly settingKey: readonly string[] | null;
  readonly saved: SettingValue | null;
  readonly fresh: SettingValue;
  readonly warnings: readonly string[];
  readonly title: string;
}

/** The form of one setting with all that belongs to it: whom it concerns, what changed before, what else there is. */
export function SettingEditing(props: SettingEditingProps): ReactNode {
  const { place, form, parts, kind, schema, settingKey, saved, fresh, warnings, title } = props;
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const mayChange = useMay()(`put${kind.routeWord}Setting`);
  const editor = useSettingEditor({ form, schema, saved, fresh });
  const [isAsking, setAsking] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const effect = useEffectOf(kind.kind, settingKey);
  const store = useStore(props, editor.value);
  const { confirmation, Panel, Preview } = parts;

  const send = async (): Promise<void> => {
    setAsking(false);
    if (await editor.save(store.send)) store.after();
    else focusFirstProblem(fields.current);
  };
  const save = (): void => {
    if (!mayChange || editor.action.isBusy || (saved !== null && !editor.isDirty)) return;
    if (editor.firstFault() !== null) return focusFirstProblem(fields.current);
    if (confirmation?.isNeeded(saved, editor.value)) setAsking(true);
    else void send();
  };
  useHotkeys([['mod+S', save]], []);
  const saveButtons = mayChange && (
    <Group gap="xs" className="form-foot">
      <Button
        onClick={save}
        loading={editor.action.isBusy}
        disabled={saved !== null && !editor.isDirty}
        title={t('saveHint')}
      >
        {t('save')}
      </Button>
      {editor.isDirty && (
        <Button variant="default" onClick={editor.discard}>
          {t('discard')}
        </Button>
      )}
    </Group>
  );
  return (
    <PageFrame
      title={title}
      section={place.section}
      help={form.help[language]}
      actions={
        settingKey &&
        mayChange && (
          <SettingActions
            place={place}
            kind={kind}
            settingKey={settingKey}
            effect={effect.data ?? null}
            isDirty={editor.isDirty}
          />
        )
      }
    >
      <UnsavedGuard isDirty={mayChange && editor.isDirty} />
      {!mayChange && <ReadOnlyNotice />}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      {editor.isOvertaken && <Notice tone="warning">{t('overtaken')}</Notice>}
      <ErrorNotice error={editor.otherError} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }} ref={fields}>
          <Stack gap="md">
            <SettingFields
              groups={form.groups}
              schema={schema}
              value={editor.value}
              fixedFields={new Set([...(saved ? place.keyFields : []), ...Object.keys(form.fixed ?? {})])}
              isReadOnly={!mayChange}
              problemAt={editor.problemAt}
              onChange={editor.change}
            />
            {Preview && <Preview value={editor.value} />}
            {saveButtons}
          </Stack>
        </Grid.Col>
        {settingKey && saved && (
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Stack gap="md">
              <EffectPreview reading={effect} isDirty={editor.isDirty} />
              {Panel && <Panel settingKey={settingKey} setting={saved} mayChange={mayChange} />}
              <SettingHistory name={[kind.title.en, ...settingKey].join(' ')} form={form} />
            </Stack>
          </Grid.Col>
        )}
      </Grid>
      {isAsking && confirmation && (
        <confirmation.Confirmation
          before={saved}
          after={editor.value}
          settingKey={settingKey ?? []}
          effect={effect.data ?? null}
          onConfirm={() => void send()}
          onCancel={() => setAsking(false)}
        />
      )}
    </PageFrame>
  );
}

/** Whom the setting concerns, and how far it has come. */
function useEffectOf(
  kind: string,
  settingKey: readonly string[] | null,
): ReturnType<typeof useReading<Awaited<ReturnType<typeof readSettingEffect>>>> {
  const key = settingKey ?? [];
  return useReading({
    topic: 'channels',
    alsoOn: ['settings', 'jobs'],
    key: ['settingEffect', kind, ...key],
    read: (signal) => readSettingEffect({ kind, key }, signal),
    isWanted: settingKey !== null,
  });
}

interface Store {
  send(value: SettingValue): Promise<void>;
  after(): void;
}

/** Saves under the key of the setting, and shows it where it is from then on. */
function useStore({ place, kind, settingKey }: SettingEditingProps, value: SettingValue): Store {
  const { t } = useTranslation('setup');
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const toast = useToast();
  const key = settingKey ?? place.keyFields.map((field) => String(value[field]));
  return {
    async send(wanted) {
      await saveSetting({ kind: kind.kind, key }, wanted);
      await readAgain('settings', 'channels', 'audit');
    },
    after() {
      toast({ text: t('saved'), icon: 'check' });
      if (settingKey !== null) return;
      void navigate({ to: settingPath(place.path, key), replace: true, ignoreBlocker: true });
    },
  };
}
