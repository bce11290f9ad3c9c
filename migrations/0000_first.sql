CREATE TABLE "account" (
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"person" text NOT NULL,
	CONSTRAINT "account_platform_account_pk" PRIMARY KEY("platform","account")
);
--> statement-breakpoint
CREATE TABLE "bind_code" (
	"hash" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "bureau" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"group" text NOT NULL,
	"settings" jsonb NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat" (
	"platform" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"department" text,
	"rank" serial NOT NULL,
	CONSTRAINT "chat_platform_id_pk" PRIMARY KEY("platform","id")
);
--> statement-breakpoint
CREATE TABLE "department" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"kind" text NOT NULL,
	"business" boolean NOT NULL,
	"rank" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holiday_year" (
	"year" integer PRIMARY KEY NOT NULL,
	"notice_number" text NOT NULL,
	"notice_on" text NOT NULL,
	"days" jsonb NOT NULL,
	"loaded_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keep" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"department" text NOT NULL,
	"rank" serial NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"post" text NOT NULL,
	"department" text NOT NULL,
	"departments" jsonb,
	"from_on" text NOT NULL,
	"until_on" text,
	"acting_for" text,
	"document" text NOT NULL,
	"rank" serial NOT NULL,
	CONSTRAINT "post_person_post_department_fromOn_unique" UNIQUE("person","post","department","from_on")
);
--> statement-breakpoint
CREATE TABLE "day_head" (
	"day" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"matters" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"matter" text NOT NULL,
	"seq" integer NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"body" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_matter_seq_pk" PRIMARY KEY("matter","seq")
);
--> statement-breakpoint
CREATE TABLE "matter_head" (
	"matter" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "personal_text" (
	"hash" text PRIMARY KEY NOT NULL,
	"matter" text NOT NULL,
	"salt" text NOT NULL,
	"text" text
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" uuid NOT NULL,
	"department" text NOT NULL,
	"person" text NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"file_at" bigint
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"order" uuid NOT NULL,
	"department" text NOT NULL,
	"rank" integer NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"received_on" text NOT NULL,
	"due_on" text NOT NULL,
	"due_time" text NOT NULL,
	"provisional" boolean NOT NULL,
	"signed_at" bigint,
	"signed_by" text,
	"answered_at" bigint,
	"answered_by" text,
	"timeliness" jsonb,
	"approved_at" bigint,
	"returned_at" bigint,
	"return_reason" text,
	"urged" integer NOT NULL,
	"next_line_at" bigint,
	CONSTRAINT "assignment_order_department_pk" PRIMARY KEY("order","department")
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"platform" text NOT NULL,
	"chat" text NOT NULL,
	"typed" text NOT NULL,
	"input" jsonb NOT NULL,
	"shown_due_on" text NOT NULL,
	"state" text NOT NULL,
	"order" uuid,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" uuid,
	"answer" uuid,
	"platform" text NOT NULL,
	"message" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"person" text,
	"size" integer,
	"sha256" text,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"no" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"state" text NOT NULL,
	"term" jsonb NOT NULL,
	"issued_at" bigint NOT NULL,
	"issued_by" text NOT NULL,
	"ended_at" bigint,
	"platform" text NOT NULL,
	"chat" text NOT NULL,
	"asks_phones" boolean NOT NULL,
	"last_word" text NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "orders_year_no_unique" UNIQUE("year","no")
);
--> statement-breakpoint
CREATE TABLE "remark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" uuid NOT NULL,
	"platform" text NOT NULL,
	"chat" text NOT NULL,
	"message" text NOT NULL,
	"person" text,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"answer" uuid,
	"state" text NOT NULL,
	CONSTRAINT "remark_platform_message_unique" UNIQUE("platform","message")
);
--> statement-breakpoint
CREATE TABLE "serial_no" (
	"year" integer PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thread_ref" (
	"platform" text NOT NULL,
	"ref" text NOT NULL,
	"order" uuid NOT NULL,
	CONSTRAINT "thread_ref_platform_ref_pk" PRIMARY KEY("platform","ref")
);
--> statement-breakpoint
CREATE TABLE "room_counter" (
	"id" integer PRIMARY KEY NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "room_counter_one_row" CHECK ("room_counter"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "room_file" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"size" integer NOT NULL,
	"by" text NOT NULL,
	"blob" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_message" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"version" integer NOT NULL,
	"room" text NOT NULL,
	"root" text,
	"answers" text,
	"by" text,
	"only_for" text,
	"body" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"edited_at" bigint,
	"recalled_at" bigint,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "board_link" (
	"hash" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"platform" text NOT NULL,
	"event" text NOT NULL,
	"received_at" bigint NOT NULL,
	"state" text NOT NULL,
	"payload" jsonb,
	"attempts" integer NOT NULL,
	CONSTRAINT "inbox_platform_event_pk" PRIMARY KEY("platform","event")
);
--> statement-breakpoint
CREATE TABLE "lane" (
	"lane" text PRIMARY KEY NOT NULL,
	"held_by" text,
	"held_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"lane" text NOT NULL,
	"platform" text NOT NULL,
	"verb" text NOT NULL,
	"target" jsonb,
	"notice" jsonb NOT NULL,
	"purpose" text,
	"matter" text,
	"after" uuid,
	"at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"first_tried_at" bigint,
	"next_at" bigint NOT NULL,
	"sent_at" bigint,
	"parked_at" bigint,
	"trouble" text,
	CONSTRAINT "outbox_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "posting" (
	"purpose" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"chat" text NOT NULL,
	"message" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slot" (
	"name" text NOT NULL,
	"day" text NOT NULL,
	"person" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "slot_name_day_person_pk" PRIMARY KEY("name","day","person")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_person_code_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bind_code" ADD CONSTRAINT "bind_code_person_person_code_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat" ADD CONSTRAINT "chat_department_department_code_fk" FOREIGN KEY ("department") REFERENCES "public"."department"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_department_department_code_fk" FOREIGN KEY ("department") REFERENCES "public"."department"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_person_person_code_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_department_department_code_fk" FOREIGN KEY ("department") REFERENCES "public"."department"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark" ADD CONSTRAINT "remark_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_ref" ADD CONSTRAINT "thread_ref_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_person_index" ON "account" USING btree ("person");--> statement-breakpoint
CREATE INDEX "journal_at_index" ON "journal" USING btree ("at");--> statement-breakpoint
CREATE INDEX "personal_text_matter_index" ON "personal_text" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "answer_order_department_index" ON "answer" USING btree ("order","department");--> statement-breakpoint
CREATE INDEX "answer_file_at_index" ON "answer" USING btree ("file_at");--> statement-breakpoint
CREATE INDEX "assignment_next_line" ON "assignment" USING btree ("next_line_at") WHERE next_line_at is not null;--> statement-breakpoint
CREATE INDEX "assignment_department_state_index" ON "assignment" USING btree ("department","state");--> statement-breakpoint
CREATE INDEX "file_answer_index" ON "file" USING btree ("answer");--> statement-breakpoint
CREATE INDEX "file_order_index" ON "file" USING btree ("order");--> statement-breakpoint
CREATE INDEX "file_state_next_at_index" ON "file" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "orders_state_last_at_index" ON "orders" USING btree ("state","last_at");--> statement-breakpoint
CREATE INDEX "remark_order_at_index" ON "remark" USING btree ("order","at");--> statement-breakpoint
CREATE INDEX "thread_ref_order_index" ON "thread_ref" USING btree ("order");--> statement-breakpoint
CREATE UNIQUE INDEX "room_message_key" ON "room_message" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "room_message_version" ON "room_message" USING btree ("version");--> statement-breakpoint
CREATE INDEX "room_message_room" ON "room_message" USING btree ("room","seq");--> statement-breakpoint
CREATE INDEX "room_message_root" ON "room_message" USING btree ("root","seq");--> statement-breakpoint
CREATE INDEX "inbox_state_received_at_index" ON "inbox" USING btree ("state","received_at");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("lane","seq") WHERE sent_at is null and parked_at is null;--> statement-breakpoint
CREATE INDEX "outbox_next" ON "outbox" USING btree ("next_at") WHERE sent_at is null and parked_at is null;--> statement-breakpoint
CREATE INDEX "posting_platform_message_index" ON "posting" USING btree ("platform","message");