// Every page of the applicant. The server answers all these paths with the same document.

import type { ComponentType } from 'preact';
import type { Params } from '../core/router.ts';
import { ApprovalPage } from './pages/approval.tsx';
import { AttemptPage } from './pages/attempt.tsx';
import { MePage } from './pages/me.tsx';
import { RegisterPage } from './pages/register.tsx';
import { ResultPage } from './pages/result.tsx';
import { RulesPage } from './pages/rules.tsx';
import { SignInPage } from './pages/sign_in.tsx';
import { WelcomePage } from './pages/welcome.tsx';

export type RoutePage = ComponentType<{ params: Params }>;

export const routes: readonly (readonly [string, RoutePage])[] = [
  ['/', WelcomePage],
  ['/register', RegisterPage],
  ['/sign-in', SignInPage],
  ['/me', MePage],
  ['/exam/:exam/rules', RulesPage],
  ['/attempt/:id', AttemptPage],
  ['/attempt/:id/:step', AttemptPage],
  ['/result/:id', ResultPage],
  ['/approval/:id', ApprovalPage],
];
