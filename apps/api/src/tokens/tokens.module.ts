import { Module } from '@nestjs/common';
import { Tokenizer } from './tokenizer';

@Module({ providers: [Tokenizer], exports: [Tokenizer] })
export class TokensModule {}
