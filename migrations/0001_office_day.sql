CREATE TABLE "leave" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"cover" text NOT NULL,
	"from_on" text NOT NULL,
	"until_on" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"state" text NOT NULL,
	"ended_by" text,
	"ended_at" bigint,
	"reason" text,
	"listed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "act" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"order" uuid NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"department" text,
	"before" jsonb NOT NULL,
	"undone_at" bigint,
	"seq" bigserial NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_place" (
	"order" uuid NOT NULL,
	"department" text NOT NULL,
	"platform" text NOT NULL,
	"lane" text NOT NULL,
	"address" jsonb NOT NULL,
	CONSTRAINT "order_place_order_department_pk" PRIMARY KEY("order","department")
);
--> statement-breakpoint
CREATE TABLE "request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" uuid NOT NULL,
	"department" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"person" text NOT NULL,
	"at" bigint NOT NULL,
	"reason" text NOT NULL,
	"workdays" integer,
	"proper" text,
	"approver" text,
	"decided_by" text,
	"decided_at" bigint,
	"decision" text
);
--> statement-breakpoint
CREATE TABLE "urging" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" uuid NOT NULL,
	"department" text NOT NULL,
	"by" text NOT NULL,
	"to" text NOT NULL,
	"at" bigint NOT NULL,
	"road" text NOT NULL,
	"words" text,
	"result" text NOT NULL,
	"result_at" bigint
);
--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "cover_for" text;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "handler" text;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "answered_for" text;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "extended" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "rerouted_to" text;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "released" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "submitted_to" text;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "decided_at" bigint;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "source" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "urgency" text DEFAULT 'ordinary' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "urgency_confirmed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "parent" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "parent_year" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "parent_no" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "open_subs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "reviewer" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "copied" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "limit_on" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "limit_why" text;--> statement-breakpoint
ALTER TABLE "remark" ADD COLUMN "edited_at" bigint;--> statement-breakpoint
ALTER TABLE "lane" ADD COLUMN "offered_at" bigint;--> statement-breakpoint
ALTER TABLE "leave" ADD CONSTRAINT "leave_person_person_code_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave" ADD CONSTRAINT "leave_cover_person_code_fk" FOREIGN KEY ("cover") REFERENCES "public"."person"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_place" ADD CONSTRAINT "order_place_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urging" ADD CONSTRAINT "urging_order_orders_id_fk" FOREIGN KEY ("order") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "leave_person_from_on_index" ON "leave" USING btree ("person","from_on");--> statement-breakpoint
CREATE INDEX "leave_state_until_on_index" ON "leave" USING btree ("state","until_on");--> statement-breakpoint
CREATE INDEX "act_person_at_index" ON "act" USING btree ("person","at");--> statement-breakpoint
CREATE INDEX "act_order_at_index" ON "act" USING btree ("order","at");--> statement-breakpoint
CREATE INDEX "request_order_department_index" ON "request" USING btree ("order","department");--> statement-breakpoint
CREATE INDEX "request_state_at_index" ON "request" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "urging_order_department_index" ON "urging" USING btree ("order","department");--> statement-breakpoint
CREATE INDEX "orders_parent_index" ON "orders" USING btree ("parent");