import { Text } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedSettingKind, SettingAnswer } from '@counterfoil/contracts/administration/settings';
import { useLanguage } from '@counterfoil/ui/language';
import { readSetting } from '../../api/settings.ts';
import { useReading } from '../../api/use-reading.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { schemaOf } from './field-schema.ts';
import { isOfForm } from './list-rows.ts';
import { freshValue } from './setting-draft.ts';
import type { SettingPageProps } from './setting-components.tsx';
import { SettingEditing } from './setting-editing.tsx';
import { listPathOf, settingPath } from './setting-links.ts';
import { useKeyInAddress, useSettingKind, useSettingKinds } from './use-settings.ts';

interface SettingFormPageProps extends SettingPageProps {
  /** A new setting; with a key in the address it begins as a copy of that one. */
  readonly isNew: boolean;
}

/** One setting of a kind: edited, or only read by those who may not change it. */
export function SettingFormPage(props: SettingFormPageProps): ReactNode {
  const { place, form, isNew } = props;
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const key = useKeyInAddress(place.keyFields);
  const kind = useSettingKind(form.kind);
  const isRead = !isNew || key !== null;
  const address = { kind: form.kind, key: key ?? [] };
  const setting = useReading({
    topic: 'settings',
    key: ['one', form.kind, ...address.key],
    read: (signal) => readSetting(address, signal),
    isWanted: isRead,
  });
  const kinds = useSettingKinds();
  const title = isNew
    ? t('newTitle', { kind: kind?.title[language] ?? place.title[language] })
    : titleOf(props, key ?? []);
  const waiting: Waiting = isRead && !setting.data ? setting : kinds;
  if (kind && (!isRead || setting.data)) {
    return (
      <KnownSetting
        key={JSON.stringify([form.kind, isNew, key])}
        {...props}
        kind={kind}
        address={key}
        answer={setting.data}
        title={title}
      />
    );
  }
  return (
    <PageFrame title={title} section={place.section} help={form.help[language]}>
      <AnswerState reading={waiting}>{() => <Text role="status">{t('loading')}</Text>}</AnswerState>
    </PageFrame>
  );

  function titleOf({ place: { title: named, keyFields } }: SettingPageProps, of: readonly string[]): string {
    return keyFields.length === 0 ? named[language] : t('titleOf', { list: named[language], name: of.join(' ') });
  }
}

/** Whichever reading the page waits for. */
interface Waiting {
  readonly data: unknown;
  readonly error: unknown;
  refetch(): unknown;
}

interface KnownSettingProps extends SettingFormPageProps {
  readonly kind: ListedSettingKind;
  readonly address: readonly string[] | null;
  readonly answer: SettingAnswer | undefined;
  readonly title: string;
}

function KnownSetting({ kind, address, answer, title, ...props }: KnownSettingProps): ReactNode {
  const { place, form, isNew } = props;
  const schema = schemaOf(kind.schema);
  const found = answer?.setting;
  const otherPath = found && !isOfForm(form, found) ? listPathOf(form.kind, found) : null;
  if (otherPath !== null && otherPath !== place.path && address) {
    return <Navigate to={settingPath(otherPath, address)} replace />;
  }
  return (
    <SettingEditing
      {...props}
      kind={kind}
      schema={schema}
      settingKey={isNew ? null : (address ?? [])}
      saved={isNew ? null : (found ?? null)}
      fresh={freshValue(form, schema, place.keyFields, found)}
      warnings={answer?.warnings ?? []}
      title={title}
    />
  );
}
