-- Each query waits as long as one over a network.
create table network (round_trip_millis bigint);
insert into network values (20);
create alias pause for 'java.lang.Thread.sleep(long)';
create view answer as select pause(round_trip_millis) is null as came from network;

create table stored_orders (id int primary key, customer varchar(40));
create table stored_line (order_id int, article varchar(40));
create index line_order on stored_line (order_id);
insert into stored_orders select x, 'customer ' || mod(x, 7) from system_range(1, 60);
insert into stored_line
  select o.x, 'article ' || l.x from system_range(1, 60) o cross join system_range(1, 3) l;
create view orders as select id, customer from answer, stored_orders where came;
create view line as select order_id, article from answer, stored_line where came;
