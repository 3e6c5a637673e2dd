import { NavLink, ScrollArea, Text, TextInput } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@counterfoil/contracts/error-register';
import { useLanguage } from '@counterfoil/ui/language';
import { pages } from '../pages/pages.ts';
import { useMay, useSession } from '../session/session.ts';
import { menuModules, type Named, type PageEntry } from './page-entry.ts';

/** The menu: the pages that whoever has signed in may open, at the places where the reference product has them. */
export function Menu(): ReactNode {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const language = useLanguage();
  const shown = useMenuPages().filter((page) => matches(page, typed, language));
  return (
    <>
      <div className="menu-search">
        <TextInput
          type="search"
          aria-label={t('findPage')}
          placeholder={t('findPage')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <ScrollArea className="grow" type="auto">
        <div>
          {menuModules.map(({ title, sections }) => (
            <Module key={title.en} title={title} sections={sections} shown={shown} isOpen={typed !== ''} />
          ))}
          {shown.length === 0 && <Text p="md">{t('noPage')}</Text>}
        </div>
      </ScrollArea>
    </>
  );
}

function useMenuPages(): readonly PageEntry[] {
  const may = useMay();
  const { isDemonstration } = useSession();
  return pages.filter(
    (page) => page.section !== null && may(page.needs) && (page.isDemonstration !== true || isDemonstration),
  );
}

function matches({ title }: PageEntry, typed: string, language: Language): boolean {
  return title[language].toLocaleLowerCase(language).includes(typed.trim().toLocaleLowerCase(language));
}

interface ModuleProps {
  readonly title: Named;
  readonly sections: Readonly<Record<string, Named>>;
  readonly shown: readonly PageEntry[];
  readonly isOpen: boolean;
}

function Module({ title, sections, shown, isOpen }: ModuleProps): ReactNode {
  const language = useLanguage();
  const filled = Object.entries(sections).filter(([id]) => shown.some(({ section }) => section === id));
  if (filled.length === 0) return null;
  return (
    <>
      <Text className="menu-module" size="xs" fw={700} tt="uppercase">
        {title[language]}
      </Text>
      {filled.map(([id, name]) => (
        <Section key={id} name={name} entries={shown.filter(({ section }) => section === id)} isOpen={isOpen} />
      ))}
    </>
  );
}

interface SectionProps {
  readonly name: Named;
  readonly entries: readonly PageEntry[];
  readonly isOpen: boolean;
}

function Section({ name, entries, isOpen }: SectionProps): ReactNode {
  const language = useLanguage();
  const { pathname } = useLocation();
  const isHere = entries.some(({ path }) => isAt(pathname, path));
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <NavLink
      component="button"
      label={name[language]}
      opened={isOpen || isHere || isUnfolded}
      onChange={setUnfolded}
      className="menu-section"
    >
      {entries.map(({ path, title }) => (
        <NavLink key={path} component={Link} to={path} label={title[language]} active={isAt(pathname, path)} />
      ))}
    </NavLink>
  );
}

function isAt(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}
