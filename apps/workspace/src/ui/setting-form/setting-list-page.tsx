import { Button, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../data-table.tsx';
import { columnFields, listRows } from './list-rows.ts';
import type { SettingPageProps } from './setting-components.tsx';
import type { SettingValue } from './setting-form.ts';
import { useShownWords } from './setting-fields.tsx';
import { creationPath } from './setting-pages.ts';
import { settingPath } from './setting-links.ts';
import { shownValue } from './shown-value.ts';
import { useSettingKind, useSettingsOf } from './use-settings.ts';

/** The settings of a kind: found by what is typed, opened by a click or Enter. */
export function SettingListPage({ place, form, parts }: SettingPageProps): ReactNode {
  const language = useLanguage();
  const { t } = useTranslation('setup');
  const reading = useSettingsOf(form.kind);
  const kind = useSettingKind(form.kind);
  const mayChange = useMay()(`put${kind?.routeWord ?? ''}Setting`);
  const { ListPanel } = parts;
  return (
    <PageFrame
      title={place.title[language]}
      section={place.section}
      help={form.help[language]}
      actions={
        mayChange && (
          <Button component={Link} to={creationPath(place.path)} leftSection={<Icon name="add" sizePx={16} />}>
            {t('new')}
          </Button>
        )
      }
    >
      {kind && !mayChange && <ReadOnlyNotice />}
      {ListPanel && <ListPanel />}
      <AnswerState reading={reading}>
        {({ settings }) => <SettingTable place={place} form={form} parts={parts} settings={settings} />}
      </AnswerState>
    </PageFrame>
  );
}

type SettingTableProps = SettingPageProps & { readonly settings: readonly SettingValue[] };

function SettingTable({ place, form, parts, settings }: SettingTableProps): ReactNode {
  const language = useLanguage();
  const words = useShownWords();
  const { t } = useTranslation('setup');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [sorting, setSorting] = useState({ by: '', isDescending: false });
  const fields = columnFields(form);
  const wish = { form, typed, sortedBy: sorting.by, isDescending: sorting.isDescending, language, words };
  const keyIn = (setting: SettingValue): string[] => place.keyFields.map((field) => String(setting[field]));
  const columns: Column<SettingValue>[] = fields.map(({ name, label, editor }) => ({
    key: name,
    header: label[language],
    cell: (setting) => shownValue(editor, setting[name], language, words),
    align: editor.type === 'number' || editor.type === 'duration' ? 'end' : 'start',
  }));
  const more = (parts.columns ?? []).map(({ key, header, cell }) => ({ key, header: header[language], cell }));
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        maw={420}
        aria-label={t('find')}
        placeholder={t('find')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <DataTable
        label={place.title[language]}
        columns={[...columns, ...more]}
        rows={listRows(settings, wish)}
        keyOf={(setting) => JSON.stringify(keyIn(setting))}
        onOpen={(setting) => void navigate({ to: settingPath(place.path, keyIn(setting)) })}
        sorting={{
          ...sorting,
          columns: fields.map(({ name }) => name),
          onChange: (by, isDescending) => setSorting({ by, isDescending }),
        }}
        empty={{ icon: 'list', title: t(typed === '' ? 'emptyTitle' : 'nothingFound'), text: t('emptyText') }}
      />
    </Stack>
  );
}
